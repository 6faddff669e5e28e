<?php
// php soap.php URL MERCHANT KEY VERSION ALGORITHM PRODUCT.json
// A shop as it was written for the platform: SoapClient with its default options. Prints what it saw as JSON.
[, $url, $merchant, $key, $version, $algorithm, $productFile] = $argv;

$client = new SoapClient("$url/soap/$version/?wsdl");

function logIn(SoapClient $client, string $merchant, string $key, string $algorithm): string
{
    $now = gmdate('Y-m-d H:i:s');
    $source = strlen($merchant) . $merchant . strlen($now) . $now;
    if ($algorithm === 'md5') {
        return $client->login($merchant, $now, hash_hmac('md5', $source, $key));
    }
    return $client->login($merchant, $now, hash_hmac($algorithm, $source, $key), $algorithm);
}

$seen = [];
$session = logIn($client, $merchant, $key, $algorithm);
$seen['session'] = $session;

// Everything as stdClass.
$product = json_decode(file_get_contents($productFile));
$product->ProductCode = "soap-$version-$algorithm";
$product->NotAMember = 'PHP drops what the WSDL does not know';
$seen['added'] = $client->addProduct($session, $product);
$seen['product'] = $client->getProductByCode($session, $product->ProductCode);

// The product as it was read goes back whole, as editors of catalogues do.
$edited = clone $seen['product'];
$edited->ProductName = 'Renamed';
$seen['updated'] = $client->updateProduct($session, $edited);

$options = new stdClass();
$options->Codes = [$product->ProductCode];
$options->Limit = 1;
$found = $client->searchProducts($session, $options);
$seen['searchedIsList'] = is_array($found);
$seen['first'] = is_array($found) ? $found[0] : $found->Items[0];

// An order of nested arrays, and one of stdClass with members in another order.
$card = [
    'CardNumber' => '4111111111111111',
    'CardType' => 'visa',
    'ExpirationYear' => date('Y') + 3,
    'ExpirationMonth' => '12',
    'CCID' => '123',
    'HolderName' => 'John Doe',
    'RecurringEnabled' => true,
    'HolderNameTime' => 1,
    'CardNumberTime' => 1,
];
$buyer = [
    'FirstName' => 'Ada',
    'LastName' => 'Kern',
    'Email' => 'ada@example.test',
    'CountryCode' => 'DE',
    'City' => 'Ulm',
    'Address1' => 'Am Tor 4',
    'Zip' => '89073',
];
$order = [
    'Currency' => 'EUR',
    'Language' => 'en',
    'Country' => 'DE',
    'CustomerIP' => '203.0.113.7',
    'Items' => [['Code' => $product->ProductCode, 'Quantity' => 1]],
    'BillingDetails' => $buyer,
    'PaymentDetails' => [
        'Type' => 'TEST',
        'Currency' => 'EUR',
        'CustomerIP' => '203.0.113.7',
        'PaymentMethod' => $card,
    ],
];
$seen['placed'] = $client->placeOrder($session, $order);

$object = json_decode(json_encode(array_reverse($order)));
$object->PaymentDetails->PaymentMethod->HolderName = 'Red Doe';
$object->Promotions = [];
$object->Items[0]->PriceOptions = [];
$seen['declined'] = $client->placeOrder($session, $object);

for ($tries = 0; $tries < 100; $tries++) {
    $seen['order'] = $client->getOrder($session, $seen['placed']->RefNo);
    if ($seen['order']->Status === 'COMPLETE') {
        break;
    }
    usleep(50000);
}
$reference = $seen['order']->Items[0]->ProductDetails->Subscriptions[0]->SubscriptionReference;
$seen['subscription'] = $client->getSubscription($session, $reference);
$seen['history'] = $client->getSubscriptionHistory($session, $reference);

// A session that has run out, seen by its fault; the client logs in again and repeats the call.
try {
    $client->getOrder('notasession', $seen['placed']->RefNo);
} catch (SoapFault $fault) {
    $seen['fault'] = ['code' => $fault->faultcode, 'text' => $fault->getMessage()];
    $session = logIn($client, $merchant, $key, $algorithm);
    $seen['again'] = $client->getOrder($session, $seen['placed']->RefNo)->RefNo;
}

try {
    $client->getOrder($session, '1');
} catch (SoapFault $fault) {
    $seen['notFound'] = ['code' => $fault->faultcode, 'text' => $fault->getMessage()];
}

try {
    $client->login($merchant, gmdate('Y-m-d H:i:s'), 'nothing');
} catch (SoapFault $fault) {
    $seen['badLogin'] = ['code' => $fault->faultcode, 'text' => $fault->getMessage()];
}

// As the demo of the platform does it: gzip both ways.
$packed = new SoapClient("$url/soap/$version?wsdl", [
    'location' => "$url/soap/$version",
    'cache_wsdl' => WSDL_CACHE_NONE,
    'compression' => SOAP_COMPRESSION_ACCEPT | SOAP_COMPRESSION_GZIP,
]);
$seen['packed'] = $packed->getProductByCode($session, $product->ProductCode)->ProductCode;

echo json_encode($seen, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
