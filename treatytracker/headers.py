"""Headers of safety that every answer bears, files and errors among them.

Django, django-csp and whitenoise set the others: settings.py names them under "Safety".
"""

from treatytracker.errors import wants_problem

# Nothing here uses any of these, so a script that got in could not either.
UNUSED = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


def add_safety_headers(get_response):
    """Say which features no page uses, and that only the API is there for other sites."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        readers = "cross-origin" if wants_problem(request) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", readers)
        return response

    return middleware
