from django.urls import path

from .you_said import you_said_we_did

urlpatterns = [path("you-said-we-did/", you_said_we_did, name="you-said-we-did")]
