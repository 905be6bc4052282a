"""How people sign in: what we tell django-allauth to do our way.

The account (names, passwords, limits), the second factor, single sign-on, and how a session begins and ends.
"""
