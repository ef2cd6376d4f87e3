#!/bin/sh
# Run every check that needs no test; show what each failed one says, and fail when any did.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=0

# A server's environment with sample values: production mode, and a database that leaves no file.
unset DEVELOPMENT DEBUG
export SECRET_KEY=sample-key-for-the-checks-alone-0123456789-abcdefghijklmnop
export ALLOWED_HOSTS=tracker.example
export DATABASE_URL=sqlite://:memory:
STATIC_ROOT=$(mktemp -d)
MEDIA_ROOT=$STATIC_ROOT/media
mkdir "$MEDIA_ROOT"
export STATIC_ROOT MEDIA_ROOT
trap 'rm -rf "$STATIC_ROOT"' EXIT

check() {
    title=$1
    shift
    if said=$("$@" 2>&1); then
        echo "ok      $title"
    else
        failed=1
        echo "FAILED  $title: $*"
        echo "$said" | sed 's/^/        /'
    fi
}

check "format" $bin/ruff format --check .
check "lint" $bin/ruff check .
check "types" $bin/mypy
check "templates" $bin/djlint templates --lint --quiet
check "who imports whom" $bin/lint-imports
check "migrations complete and without conflict" $bin/python manage.py makemigrations --check --dry-run
check "settings fit for a server" $bin/python manage.py check --deploy --fail-level WARNING
check "static files, each reference resolved" $bin/python manage.py collectstatic --noinput
check "API schema" $bin/python manage.py spectacular --file /dev/null --fail-on-warn --validate
exit $failed
