"""Our signer against botocore's, on random requests. Usage: sigv4_botocore_test.py SIGN_CLI [SEED [COUNT]]

Why: the published vectors are few and old; botocore signs what AWS accepts today.
"""
import datetime
import random
import string
import subprocess
import sys
import time
from unittest import mock
from urllib.parse import quote

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NAME_CHARACTERS = string.ascii_letters + string.digits + "-_"
VALUE_CHARACTERS = string.ascii_letters + string.digits + " \t;,=/+\"'()<>@"


def random_text(rng, characters, shortest, longest):
    return "".join(rng.choice(characters) for _ in range(rng.randint(shortest, longest)))


def random_segment(rng):
    return quote(random_text(rng, string.ascii_letters + string.digits + " ~.-_+$&é日", 1, 12), safe="~")


def random_path(rng):
    segments = [s for s in (random_segment(rng) for _ in range(rng.randint(0, 3))) if s not in (".", "..")]
    return "/" + "/".join(segments)


def random_query(rng):
    pairs = ((random_segment(rng), random_segment(rng)) for _ in range(rng.randint(0, 4)))
    return "&".join(f"{name}={value}" for name, value in pairs)


def random_headers(rng, service):
    headers = {}
    if service == "dynamodb":
        headers["Content-Type"] = "application/x-amz-json-1.0"
        headers["X-Amz-Target"] = "DynamoDB_20120810." + rng.choice(["GetItem", "PutItem", "Query"])
    for _ in range(rng.randint(0, 4)):
        # A value of blanks alone is no header that anybody sends.
        value = random_text(rng, VALUE_CHARACTERS, 0, 30)
        headers["X-" + random_text(rng, NAME_CHARACTERS, 1, 20).lower()] = "v" + value
    return headers


def random_request(rng):
    service = rng.choice(["dynamodb", "sts", "service"])
    plain = service == "dynamodb" and rng.random() < 0.7
    return {
        "region": rng.choice(["eu-west-1", "us-gov-west-1", "cn-north-1"]),
        "service": service,
        "key_id": "AKID" + random_text(rng, string.ascii_uppercase, 4, 16),
        "secret": random_text(rng, string.ascii_letters + string.digits + "/+", 1, 100),
        "token": random_text(rng, string.ascii_letters + "/+=", 1, 400) if rng.random() < 0.5 else "",
        "seconds": rng.randint(1_000_000_000, 4_000_000_000),
        "method": "POST" if plain else rng.choice(["GET", "PUT", "POST", "DELETE"]),
        "host": rng.choice(["dynamodb.eu-west-1.amazonaws.com", "localhost:8000", "[::1]:8000"]),
        "path": "/" if plain else random_path(rng),
        "query": "" if plain else random_query(rng),
        "body": random_text(rng, string.printable, 0, 600),
        "headers": random_headers(rng, service),
    }


def sign_with_botocore(request):
    query = "?" + request["query"] if request["query"] else ""
    url = f"https://{request['host']}{request['path']}{query}"
    aws_request = AWSRequest(request["method"], url, headers=request["headers"], data=request["body"].encode())
    aws_request.headers["Host"] = request["host"]
    credentials = Credentials(request["key_id"], request["secret"], request["token"] or None)
    moment = datetime.datetime.fromtimestamp(request["seconds"], datetime.timezone.utc).replace(tzinfo=None)
    signer = botocore.auth.SigV4Auth(credentials, request["service"], request["region"])
    with mock.patch("botocore.auth.datetime") as fixed:
        fixed.datetime.utcnow.return_value = moment
        signer.add_auth(aws_request)
    return aws_request.headers["Authorization"]


def line_of(request):
    fields = [request[name] for name in ("region", "service", "key_id", "secret", "token")]
    fields.append(str(request["seconds"] * 1000 + 999))
    fields += [request[name] for name in ("method", "host", "path", "query", "body")]
    for name, value in request["headers"].items():
        fields += [name, value]
    return " ".join("x" + field.encode().hex() for field in fields)


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    print(f"seed {seed}, {count} requests")
    rng = random.Random(seed)
    requests = [random_request(rng) for _ in range(count)]
    lines = "\n".join(line_of(request) for request in requests) + "\n"
    ours = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    differences = [(r, o, t) for r, o, t in zip(requests, ours, map(sign_with_botocore, requests)) if o != t]
    for request, own, theirs in differences[:3]:
        print(f"{request}\n  ours     {own}\n  botocore {theirs}")
    print(f"{len(differences)} differences")
    return 1 if differences or len(ours) != count else 0


if __name__ == "__main__":
    sys.exit(main())
