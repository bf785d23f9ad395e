#!/usr/bin/env python3
"""Verifies an audit chain that `audit export` or the admin pages wrote, without GovPortal. See docs/audit.md.

Usage: verify-audit.py FILE. Exit code 0: the chain holds; 1: it does not (the first bad record on stderr); 2: usage.
"""
import hashlib
import json
import sys

GENESIS = "0" * 64
MEMBERS = ("kind", "occurred", "actor", "subject", "version", "agency", "payload", "previous")


def digest(event):
    lines = ["govportal-event/1", str(event["id"])] + [event[m] or "" for m in MEMBERS]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def verify(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        head = json.loads(file.readline())
        if head["format"] != "govportal-audit/1":
            return "not an audit export of format 1"
        number, previous = 0, GENESIS
        for text in file:
            event = json.loads(text)
            number += 1
            if event["id"] != number:
                return f"record {number}: missing or out of order (found {event['id']})"
            if digest(event) != event["hash"]:
                return f"record {number}: altered"
            if event["previous"] != previous:
                return f"record {number}: does not link to the record before; one of the two was replaced"
            previous = event["hash"]
        if number != head["count"]:
            return f"record {number + 1}: missing at the end" if number < head["count"] else f"record {head['count'] + 1}: added at the end"
        if previous != head["last"]:
            return f"record {number}: not the last hash that the first line holds"
        print(f"{number} records hold; last hash {previous}")
        return None


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        fault = verify(sys.argv[1])
    except (ValueError, KeyError, TypeError) as error:
        fault = f"unreadable file: {error}"
    if fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
