<?php
// php rest.php URL MERCHANT KEY VERSION PRODUCT.json
// A REST client on curl: one header for all calls, in single quotes, no slash at the end of paths, a body with GET.
[, $url, $merchant, $key, $version, $productFile] = $argv;

$now = gmdate('Y-m-d H:i:s');
$hash = hash_hmac('md5', strlen($merchant) . $merchant . strlen($now) . $now, $key);

function callREST(string $verb, string $path, $body): array
{
    global $url, $merchant, $now, $hash;
    $headers = [
        'Content-Type: application/json',
        'Accept: application/json',
        "X-Avangate-Authentication: code='$merchant' date='$now' hash='$hash'",
    ];
    $location = null;
    $curl = curl_init("$url$path");
    curl_setopt($curl, CURLOPT_CUSTOMREQUEST, $verb);
    curl_setopt($curl, CURLOPT_POSTFIELDS, is_string($body) ? $body : json_encode($body));
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($curl, CURLOPT_HTTPHEADER, $headers);
    curl_setopt($curl, CURLOPT_HEADERFUNCTION, function ($curl, $line) use (&$location) {
        if (stripos($line, 'location:') === 0) {
            $location = trim(substr($line, 9));
        }
        return strlen($line);
    });
    $text = curl_exec($curl);
    return [
        'status' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE),
        'location' => $location,
        'body' => json_decode($text, true, 512, JSON_THROW_ON_ERROR),
    ];
}

$product = json_decode(file_get_contents($productFile));
$product->ProductCode = "rest-$version";
$seen = [];
$seen['added'] = callREST('POST', "/rest/$version/products", $product);
$seen['product'] = callREST('GET', "/rest/$version/products/rest-$version", '{}');
$seen['short'] = callREST('GET', "/$version/products/rest-$version", '{}');
$seen['search'] = callREST('GET', "/rest/$version/products?" . http_build_query(['Codes' => ["rest-$version"], 'Limit' => 1]), '{}');
$order = [
    'Currency' => 'EUR',
    'Country' => 'DE',
    'Items' => [['Code' => "rest-$version", 'Quantity' => 1]],
    'BillingDetails' => [
        'FirstName' => 'Ada',
        'LastName' => 'Kern',
        'Email' => 'ada@example.test',
        'CountryCode' => 'DE',
        'City' => 'Ulm',
        'Address1' => 'Am Tor 4',
        'Zip' => '89073',
    ],
    'PaymentDetails' => [
        'Type' => 'TEST',
        'Currency' => 'EUR',
        'PaymentMethod' => [
            'CardNumber' => '4111111111111111',
            'ExpirationYear' => 2031,
            'ExpirationMonth' => 12,
            'CCID' => '123',
            'HolderName' => 'John Doe',
            'RecurringEnabled' => 1,
        ],
    ],
];
$seen['placed'] = callREST('POST', "/$version/orders", $order);
$refNo = $seen['placed']['body']['RefNo'];
for ($tries = 0; $tries < 100; $tries++) {
    $seen['order'] = callREST('GET', "/rest/$version/orders/$refNo", '{}');
    if ($seen['order']['body']['Status'] === 'COMPLETE') {
        break;
    }
    usleep(50000);
}
$seen['notFound'] = callREST('GET', "/rest/$version/orders/1", '{}');
$hash = 'wrong';
$seen['wrongHash'] = callREST('GET', "/rest/$version/orders/$refNo", '{}');

echo json_encode($seen, JSON_THROW_ON_ERROR);
