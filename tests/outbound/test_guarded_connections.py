import pytest

from recalibrate.outbound.errors import AddressRefused
from recalibrate.outbound.guarded_connections import is_public, reject_private

PRIVATE = [
    "0.0.0.0",  # noqa: S104  # nothing is bound
    "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "fc00::1", "fd00::1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1", "100::1", "2001::1", "2001:10::1", "2001:1ff::1",
    "2001:db8::1", "2002:7f00:1::", "3fff::1", "4000::1", "5f00::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
    "198.17.0.1", "198.20.0.1", "223.255.255.255", "168.63.129.17", "::ffff:8.8.8.8", "2001:200::1",
    "2a00:1450::1", "2606:4700::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_of_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet(address):
    assert is_public(address)


def found(*addresses):
    return [(2, 1, 6, "", (address, 80)) for address in addresses]


def test_every_address_of_a_name_must_be_public():
    reject_private("a.example", 80, found("1.1.1.1", "8.8.8.8"), frozenset())

    with pytest.raises(AddressRefused):
        reject_private("a.example", 80, found("1.1.1.1", "10.0.0.1"), frozenset())


def test_a_permission_is_for_one_host_and_one_port():
    allowed = frozenset(["intranet.example:8080"])
    reject_private("intranet.example", 8080, found("10.0.0.1"), allowed)

    for host, port in (("intranet.example", 80), ("other.example", 8080)):
        with pytest.raises(AddressRefused):
            reject_private(host, port, found("10.0.0.1"), allowed)


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 9200])
def test_only_ports_of_the_web_are_connected_to(port):
    with pytest.raises(AddressRefused, match="Port"):
        reject_private("a.example", port, found("1.1.1.1"), frozenset())
