"""Speaks to the made-up shop at the address given (.../soap/6.0/) by zeep; fails when an answer is not as it should be.

zeep needs schemas.xmlsoap.org for the types of the SOAP encoding, or a transport that has them. It demands every part
of a call (SkipValue leaves one out), wants lists made by get_type(...), and gives tables without their names.
"""
import sys

import zeep

client = zeep.Client(sys.argv[1] + "?wsdl")
skip = zeep.xsd.SkipValue
session = client.service.login("SHOP", "2026-01-01 00:00:00", "good", skip)

assert client.service.addPart(session, "X", 3, True, "2.50") == "6.0|X|3|true|2.50"
assert client.service.searchParts(session, {"Limit": 1})[0]["Quantity"] == 1
assert client.service.searchParts(session, {"Words": "none"}) == []
parts = client.get_type("ns0:ArrayOfShopPart")([{"Code": "A", "Quantity": 2}])
assert client.service.echoBasket(session, {"Note": "n", "Parts": parts}, skip, skip)["Parts"][0]["Code"] == "A"
try:
    client.service.addPart(session, "GONE", skip, skip, skip)
    raise AssertionError("no fault")
except zeep.exceptions.Fault as fault:
    assert fault.code == "OUT_OF_STOCK"
print("ok")
