"""Who may use which address, by which method. Every address of the program stands here; a new one without a row
fails its test, and so does a method that a row does not name (it must answer 405).

Levels: `public` nobody need be signed in · `signed_in` any account · `read`, `mark`, `review`, `manage` a member
with that right; an outsider gets 404, a member without the right 403 · `staff` superusers only.
"""

ACCESS: dict[str, dict[str, str]] = {
    "healthz": {"GET": "public"},
}
