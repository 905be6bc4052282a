"""Who may use which address, by which method. Every address of the program stands here; a new one without a row
fails its test, and so does a method that a row does not name (it must answer 405).

Levels: `public` nobody need be signed in · `signed_in` any account · `read`, `mark`, `review`, `manage` a member
with that right; an outsider gets 404, a member without the right 403 · `staff` superusers only.
"""

ACCESS: dict[str, dict[str, str]] = {
    "healthz": {"GET": "public"},
    # People
    "login": {"GET": "public", "POST": "public"},
    "logout": {"POST": "signed_in"},
    "account": {"GET": "signed_in", "POST": "signed_in"},
    "password": {"GET": "signed_in", "POST": "signed_in"},
    "new_password": {"GET": "public", "POST": "public"},
    "invitation": {"GET": "public", "POST": "public"},
    # Collections
    "collections": {"GET": "signed_in"},
    "collection_new": {"GET": "signed_in", "POST": "signed_in"},
    "collection_settings": {"GET": "manage", "POST": "manage"},
    "collection_delete": {"POST": "manage"},
    "guidelines": {"GET": "read"},
    "guidelines_edit": {"GET": "manage", "POST": "manage"},
    "guidelines_preview": {"POST": "manage"},
    "members": {"GET": "read"},
    "member_role": {"POST": "manage"},
    "member_remove": {"GET": "manage", "POST": "manage"},
    "member_password": {"POST": "manage"},
    "invitation_new": {"POST": "manage"},
    "invitation_revoke": {"POST": "manage"},
    # The workbench
    "article": {"GET": "read"},
    "article_cards": {"GET": "read"},
    "article_withdrawn": {"GET": "mark"},
    "article_hand_in": {"POST": "mark"},
    "passages": {"POST": "mark"},
    "suggest_actors": {"GET": "mark"},
    "suggest_claims": {"GET": "mark"},
    "passage": {"GET": "read"},
    "passage_spans": {"POST": "mark"},
    "passage_mark": {"POST": "mark"},
    "passage_note": {"POST": "mark"},
    "passage_speakers": {"POST": "mark"},
    "passage_via": {"POST": "mark"},
    "passage_remove_actor": {"POST": "mark"},
    "passage_unattributed": {"POST": "mark"},
    "passage_statements": {"POST": "mark"},
    "passage_statement_remove": {"POST": "mark"},
    "passage_denials": {"POST": "mark"},
    "passage_denial": {"POST": "mark"},
    "passage_denial_remove": {"POST": "mark"},
    "suggest_answers": {"GET": "mark"},
    "passage_withdraw": {"POST": "mark"},
    "passage_restore": {"POST": "mark"},
    # Review
    "review": {"GET": "signed_in"},
    "passage_approve": {"POST": "mark"},
    "passage_return": {"POST": "review"},
    "passage_reopen": {"POST": "review"},
    "assignment_accept": {"POST": "review"},
}
