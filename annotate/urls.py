"""Every address of the web app, in one list."""

from django.urls import path

from annotate.views import (
    collections,
    health,
    invitations,
    members,
    passages,
    people,
    review,
    suggestions,
    workbench,
)

urlpatterns = [
    path("healthz", health.health, name="healthz"),
    # -- The workbench: an article, its passages, what its comboboxes offer
    path("articles/<int:article_id>/", workbench.article, name="article"),
    path("articles/<int:article_id>/cards/", workbench.more_cards, name="article_cards"),
    path("articles/<int:article_id>/withdrawn/", workbench.withdrawn, name="article_withdrawn"),
    path("articles/<int:article_id>/hand-in/", workbench.hand_in, name="article_hand_in"),
    path("articles/<int:article_id>/passages/", passages.make, name="passages"),
    path("articles/<int:article_id>/suggest/actors/", suggestions.actors, name="suggest_actors"),
    path("articles/<int:article_id>/suggest/claims/", suggestions.claims, name="suggest_claims"),
    path("passages/<uuid:passage_id>/", passages.show, name="passage"),
    path("passages/<uuid:passage_id>/spans/", passages.set_spans, name="passage_spans"),
    path("passages/<uuid:passage_id>/mark/", passages.set_mark, name="passage_mark"),
    path("passages/<uuid:passage_id>/note/", passages.set_note, name="passage_note"),
    path("passages/<uuid:passage_id>/speakers/", passages.add_speaker, name="passage_speakers"),
    path("passages/<uuid:passage_id>/via/", passages.add_via, name="passage_via"),
    path("passages/<uuid:passage_id>/actors/remove/", passages.remove_actor, name="passage_remove_actor"),
    path("passages/<uuid:passage_id>/unattributed/", passages.set_unattributed, name="passage_unattributed"),
    path("passages/<uuid:passage_id>/statements/", passages.add_statement, name="passage_statements"),
    path("passages/<uuid:passage_id>/statements/remove/", passages.remove_statement, name="passage_statement_remove"),
    path("passages/<uuid:passage_id>/denials/", passages.add_denial, name="passage_denials"),
    path("passages/<uuid:passage_id>/denials/<int:denial_id>/", passages.change_denial, name="passage_denial"),
    path(
        "passages/<uuid:passage_id>/denials/<int:denial_id>/remove/",
        passages.remove_denial,
        name="passage_denial_remove",
    ),
    path("passages/<uuid:passage_id>/answers/", suggestions.answers, name="suggest_answers"),
    path("passages/<uuid:passage_id>/withdraw/", passages.withdraw, name="passage_withdraw"),
    path("passages/<uuid:passage_id>/restore/", passages.restore, name="passage_restore"),
    # -- Review: the readings that wait, and a decision on each passage
    path("review/", review.waiting, name="review"),
    path("passages/<uuid:passage_id>/approve/", review.approve, name="passage_approve"),
    path("passages/<uuid:passage_id>/return/", review.send_back, name="passage_return"),
    path("passages/<uuid:passage_id>/reopen/", review.reopen, name="passage_reopen"),
    path("assignments/<int:assignment_id>/accept/", review.accept, name="assignment_accept"),
    # -- People: in and out, oneself, invitations
    path("login/", people.login, name="login"),
    path("logout/", people.logout, name="logout"),
    path("account/", people.account, name="account"),
    path("password/", people.password, name="password"),
    path("password/<str:uidb64>/<str:token>/", people.new_password, name="new_password"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    # -- Collections: making them, their settings, guidelines and members
    path("collections/", collections.collections, name="collections"),
    path("collections/new/", collections.collection_new, name="collection_new"),
    path("collections/<slug:slug>/settings/", collections.collection_settings, name="collection_settings"),
    path("collections/<slug:slug>/delete/", collections.collection_delete, name="collection_delete"),
    path("collections/<slug:slug>/guidelines/", collections.guidelines, name="guidelines"),
    path("collections/<slug:slug>/guidelines/edit/", collections.guidelines_edit, name="guidelines_edit"),
    path("collections/<slug:slug>/guidelines/preview/", collections.guidelines_preview, name="guidelines_preview"),
    path("collections/<slug:slug>/members/", members.members, name="members"),
    path("collections/<slug:slug>/members/<int:membership_id>/role/", members.member_role, name="member_role"),
    path(
        "collections/<slug:slug>/members/<int:membership_id>/remove/",
        members.member_remove,
        name="member_remove",
    ),
    path(
        "collections/<slug:slug>/members/<int:membership_id>/password/",
        members.member_password,
        name="member_password",
    ),
    path("collections/<slug:slug>/invitations/", members.invitation_new, name="invitation_new"),
    path(
        "collections/<slug:slug>/invitations/<int:invitation_id>/revoke/",
        members.invitation_revoke,
        name="invitation_revoke",
    ),
]
