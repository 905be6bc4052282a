"""The addresses of signing in: the door, the second factor, one's sessions, the password.

Names that begin with `account_`, `mfa_` or `usersessions_` are those by which django-allauth finds its pages.
"""

from django.conf import settings
from django.urls import path

from annotate.views import second_factor, security, sign_in

urlpatterns = [
    path("login/", sign_in.login, name="login"),
    path("login/", sign_in.login, name="account_login"),
    path("login/second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("login/passkey/", second_factor.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("logout/", sign_in.logout, name="logout"),
    path("password/", security.password, name="password"),
    path("password/", security.password, name="account_change_password"),
    # -- What keeps the account safe: one page, and its steps
    path("account/security/", security.security, name="security"),
    path("account/security/", security.security, name="mfa_index"),
    path("account/security/", security.security, name="mfa_list_webauthn"),
    path("account/security/", security.security, name="usersessions_list"),
    path("account/sessions/<int:session_id>/end/", security.end_session, name="session_end"),
    path("account/sessions/end-others/", security.end_other_sessions, name="sessions_end_others"),
    path("account/app/", second_factor.app_add, name="mfa_activate_totp"),
    path("account/app/remove/", second_factor.app_remove, name="mfa_deactivate_totp"),
    path("account/passkeys/add/", second_factor.passkey_add, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", second_factor.passkey_name, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", second_factor.passkey_remove, name="mfa_remove_webauthn"),
    path("account/codes/", second_factor.codes, name="mfa_view_recovery_codes"),
    path("account/codes/new/", second_factor.codes_new, name="mfa_generate_recovery_codes"),
    # -- Who is there? Asked again before something sensitive
    path("account/confirm/", second_factor.confirm_by_password, name="account_reauthenticate"),
    path("account/confirm/code/", second_factor.confirm_by_code, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", second_factor.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
]

if settings.GAINSAY_OIDC_SERVER:
    from annotate.views import single_sign_on

    urlpatterns += [
        path("login/single/<str:provider_id>/", single_sign_on.login, name="openid_connect_login"),
        path("login/single/<str:provider_id>/back/", single_sign_on.callback, name="openid_connect_callback"),
        path("login/single-failed/", single_sign_on.failed, name="socialaccount_login_error"),
        path("login/single-cancelled/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
        path("account/single-sign-on/", single_sign_on.connections, name="socialaccount_connections"),
    ]
