"""Addresses of logging in, accounts, users, agencies."""

from django.urls import path

from vungxanh.rooms.agencies import views

app_name = "agencies"
urlpatterns = [
    path("login/", views.log_in, name="login"),
    path("login/code/", views.second_step, name="second-step"),
    path("logout/", views.log_out, name="logout"),
    path("me/", views.account, name="account"),
    path("me/password/", views.password, name="password"),
    path("me/sessions/end/", views.end_others, name="end-others"),
    path("me/second-step/on/", views.second_step_on, name="second-step-on"),
    path("me/second-step/off/", views.second_step_off, name="second-step-off"),
    path("me/second-step/codes/", views.codes, name="codes"),
    path("roles/", views.roles, name="roles"),
    path("users/", views.users, name="users"),
    path("users/new/", views.new_user, name="new-user"),
    path("users/<uuid:user_id>/", views.user, name="user"),
    path("users/<uuid:user_id>/name/", views.rename_user, name="rename-user"),
    path("users/<uuid:user_id>/password/", views.reset, name="reset"),
    path("users/<uuid:user_id>/close/", views.close_user, name="close-user"),
    path("users/<uuid:user_id>/open/", views.open_user, name="open-user"),
    path("users/<uuid:user_id>/second-step/", views.drop_step, name="drop-step"),
    path("users/<uuid:user_id>/roles/", views.give_role, name="give-role"),
    path("users/<uuid:user_id>/roles/<uuid:membership_id>/end/", views.end_role, name="end-role"),
    path("agencies/", views.index, name="index"),
    path("agencies/options/", views.options, name="options"),
    path("agencies/new/", views.new_agency, name="new-agency"),
    path("agencies/leaders/", views.leaders, name="leaders"),
    path("agencies/standard/", views.standard, name="standard"),
    path("agencies/posts/<uuid:post_id>/", views.edit_post, name="edit-post"),
    path("agencies/posts/<uuid:post_id>/end/", views.end_post, name="end-post"),
    path("agencies/posts/<uuid:post_id>/withdraw/", views.withdraw_post, name="withdraw-post"),
    path("agencies/aliases/<uuid:alias_id>/remove/", views.remove_alias, name="remove-alias"),
    path("agencies/<uuid:agency_id>/aliases/", views.add_alias, name="add-alias"),
    path("agencies/<uuid:agency_id>/posts/new/", views.new_post, name="new-post"),
    path("agencies/command/", views.command, name="command"),
    path("agencies/charges/", views.charges, name="charges"),
    path("agencies/charges/new/", views.new_charge, name="new-charge"),
    path("agencies/charges/<uuid:charge_id>/", views.edit_charge, name="edit-charge"),
    path("agencies/charges/<uuid:charge_id>/end/", views.end_charge, name="end-charge"),
    path("agencies/charges/<uuid:charge_id>/withdraw/", views.withdraw_charge, name="withdraw-charge"),
    path("agencies/<uuid:agency_id>/", views.agency, name="agency"),
    path("agencies/<uuid:agency_id>/edit/", views.edit_agency, name="edit-agency"),
    path("agencies/<uuid:agency_id>/state/", views.toggle_agency, name="toggle-agency"),
]
