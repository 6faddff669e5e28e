<?php
// Speaks to the service whose address is the first argument and prints what it got as one JSON object.

$address = $argv[1];
$options = ['cache_wsdl' => WSDL_CACHE_NONE, 'location' => $address, 'trace' => true];
$client = new SoapClient("$address?wsdl", $options);

/** What a fault looks like to a program. */
function fault(callable $call): array
{
    try {
        $call();
    } catch (SoapFault $fault) {
        return ['faultcode' => $fault->faultcode, 'message' => $fault->getMessage(), 'detail' => $fault->detail ?? null];
    }
    return ['faultcode' => null];
}

$session = $client->login('SHOP', '2026-01-01 00:00:00', 'good');

$part = new stdClass();
$part->Gift = true;
$part->Unknown = 'not in the WSDL';
$part->Code = 'A';
$part->Quantity = '2';
$part->Price = '19.90';
$part->Options = [['Code' => 'o', 'Values' => ['x']]];
$basket = new stdClass();
$basket->Country = 'RO';
$basket->Note = "caf\u{e9} & <b>";
$basket->Day = null;
$basket->Rank = '';
$basket->Parts = [$part];
$basket->Grid = [[1, 2], [3]];
$basket->Errors = ['CARD_ERROR' => 'declined'];
$basket->Count = 7;
$basket->Big = 5000000000;
$basket->Secret = 'hidden';

$results = [
    'loginWithThree' => $session,
    'loginWithFour' => $client->login('SHOP', '2026-01-01 00:00:00', 'good', 'sha256'),
    'struct' => $client->echoBasket($session, $basket),
    'structSentAsArray' => $client->echoBasket($session, ['Tags' => ['one']])->Tags,
    'secondName' => $client->repeatBasket($session, new stdClass(), 'a note', ['c'])->Note,
    'listOfNone' => $client->searchParts($session, ['Words' => 'none']),
    'listOfOne' => $client->searchParts($session, (object) ['Limit' => 1]),
    'listOfTwo' => count($client->searchParts($session, ['Limit' => '2'])),
    'noLimit' => count($client->searchParts($session, ['Limit' => ''])),
    'trailingLeftOut' => $client->addPart($session, 'X'),
    'nulls' => $client->addPart($session, 'X', null, null, null),
    'emptyTexts' => $client->addPart($session, 'X', '', false, ''),
    'table' => $client->tellTable($session, ['A_B', 'C'])->Table,
    'tableOfOddNames' => $client->tellTable($session, ['A B', '1x'])->Table,
    'number' => $client->tellTable($session, [])->Number,
    'true' => $client->removeAll($session),
];

$results['badLogin'] = fault(fn () => $client->login('SHOP', '2026-01-01 00:00:00', 'bad'));
$results['badSession'] = fault(fn () => $client->removeAll('nonsense'));
$results['refused'] = fault(fn () => $client->addPart($session, 'GONE'));

foreach (['SOAP_1_1' => SOAP_1_1, 'SOAP_1_2' => SOAP_1_2] as $name => $version) {
    $gzip = new SoapClient("$address?wsdl", $options + [
        'soap_version' => $version,
        'compression' => SOAP_COMPRESSION_ACCEPT | SOAP_COMPRESSION_GZIP | 5,
    ]);
    $results["compressed $name"] = [
        'parts' => count($gzip->searchParts($session, ['Limit' => 40])),
        'sentAsGzip' => str_contains($gzip->__getLastRequestHeaders(), 'Content-Encoding: gzip'),
        'gotAsGzip' => stripos($gzip->__getLastResponseHeaders(), 'content-encoding: gzip') !== false,
        'fault' => fault(fn () => $gzip->addPart($session, 'GONE'))['message'],
    ];
}

$blind = new SoapClient(null, ['location' => $address, 'uri' => 'urn:any']);
$results['withoutWsdl'] = $blind->echoBasket($session, [
    'Parts' => [3 => ['Code' => 'A'], 7 => ['Code' => 'B']],
    'Errors' => ['E' => 'e'],
    'Grid' => [[1], [2]],
]);

echo json_encode($results, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR);
