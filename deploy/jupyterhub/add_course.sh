#!/bin/sh
# Make what a course needs on this machine: its groups, its account, its place in the exchange and
# its token. As root; run again, it mends what is missing and changes nothing else.
set -eu

course=${1:?"usage: add_course.sh COURSE"}
grader=grader-$course
exchange=/srv/nbgrader/exchange
tokens=/etc/jupyterhub/tokens

case $course in
  *[!a-z0-9-]* | -* | "") echo "a course's name has small letters, digits and hyphens" >&2; exit 2 ;;
esac
if [ ${#course} -gt 22 ]; then
  echo "a course's name has at most 22 characters: it is part of a group's name" >&2; exit 2
fi

for group in "nbgrader-$course" "formgrade-$course"; do
  getent group "$group" >/dev/null || groupadd "$group"
done
# No password: nobody logs in as this user.
getent passwd "$grader" >/dev/null ||
  useradd --create-home --key HOME_MODE=0700 --shell /bin/bash "$grader"
install -d -m 700 -o "$grader" -g "$grader" "/home/$grader/course"

# nbgrader wants the exchange itself writable for all: nobody can take away what is another's there.
install -d -m 755 "${exchange%/*}"
install -d -m 1777 "$exchange"
# Who is not in the course sees nothing of it.
install -d -m 750 -o "$grader" -g "nbgrader-$course" "$exchange/$course"

install -d -m 700 "$tokens"
if [ ! -s "$tokens/$course" ]; then
  (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$tokens/$course")
fi
