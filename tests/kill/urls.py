from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from tests.kill.app.actions import write
from vungxanh.kernel.actor import system


@csrf_exempt
def note(request: HttpRequest) -> HttpResponse:
    made = write.once(request.POST["_key"], by=system(), at=timezone.now(), word=request.POST["word"])
    return JsonResponse({"id": str(made.pk), "word": made.word})


urlpatterns = [path("", lambda request: HttpResponse("ok")), path("note", note)]
