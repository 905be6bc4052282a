"""django-allauth's pages of single sign-on, at our addresses. Reached only if a server is named in the settings."""

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_not_required

from annotate.http.second_factor import open_without_second_factor
from annotate.views.second_factor import ours

# There, and back with its answer.
login = login_not_required(open_without_second_factor(openid_connect.login))
callback = login_not_required(open_without_second_factor(openid_connect.callback))
failed = login_not_required(ours(social.login_error))
cancelled = login_not_required(ours(social.login_cancelled))
# Which account there belongs to one's own here.
connections = ours(social.connections)
