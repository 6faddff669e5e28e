#!/usr/bin/perl
# Speaks to the made-up shop at the address given (…/soap/6.0/) by SOAP::Lite; dies when an answer is not as it should be.
use strict;
use warnings;
use SOAP::Lite;

my $address = shift or die "usage: client.pl <address>\n";
my $client = SOAP::Lite->uri('urn:any')->proxy($address);
my $session = $client->login('SHOP', '2026-01-01 00:00:00', 'good')->result;

my $shared = { Code => 'o', Values => ['x'] };
my $basket = $client->echoBasket($session, {
    Note => "caf\x{e9}", Parts => [{ Code => 'A', Quantity => 2, Options => [$shared, $shared] }], Errors => { E => 'e' },
})->result;
die 'note' unless $basket->{Note} eq "caf\x{e9}";
die 'shared value' unless $basket->{Parts}[0]{Options}[1]{Values}[0] eq 'x';
die 'table' unless $basket->{Errors}{E} eq 'e';

my $one = $client->searchParts($session, { Limit => 1 })->result;
die 'list of one' unless @$one == 1;
die 'list of none' unless @{ $client->searchParts($session, { Words => 'none' })->result } == 0;
die 'fault' unless $client->login('SHOP', '2026-01-01 00:00:00', 'bad')->faultcode eq 'FORBIDDEN';

my $service = SOAP::Lite->service("$address?wsdl");
die 'by the WSDL' unless $service->addPart($session, 'X', 2, 1, '1.50') eq '6.0|X|2|true|1.50';
print "ok\n";
