<?php
// php rpc.php URL MERCHANT KEY VERSION JSONRPC PRODUCT.json
// A JSON-RPC client on curl, with the habits that such clients have. Prints what it saw as JSON.
[, $url, $merchant, $key, $version, $jsonrpc, $productFile] = $argv;

$id = 0;

function callRPC(string $method, array $params): array
{
    global $url, $version, $jsonrpc, $id;
    $request = new stdClass();
    $request->jsonrpc = is_numeric($jsonrpc) && !str_contains($jsonrpc, '.') ? (int) $jsonrpc : $jsonrpc;
    $request->method = $method;
    // Loses null, false, 0 and ''; a list with a hole becomes an object with numbers for keys.
    $request->params = array_filter($params);
    $request->id = $id++;
    $curl = curl_init("$url/rpc/$version/");
    curl_setopt($curl, CURLOPT_POST, 1);
    curl_setopt($curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_0);
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, 1);
    curl_setopt($curl, CURLOPT_HTTPHEADER, ['Content-Type: application/json', 'Accept: application/json', 'Cookie: XDEBUG_SESSION=1']);
    curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($request));
    $answer = json_decode(curl_exec($curl), true, 512, JSON_THROW_ON_ERROR);
    $answer['status'] = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    $answer['wasObject'] = !array_is_list($request->params);
    return $answer;
}

$now = gmdate('Y-m-d H:i:s');
$hash = hash_hmac('md5', strlen($merchant) . $merchant . strlen($now) . $now, $key);
$session = callRPC('login', [$merchant, $now, $hash])['result'];

$product = json_decode(file_get_contents($productFile));
$product->ProductCode = "rpc-$version-$jsonrpc";
$seen = ['session' => $session];
$seen['added'] = callRPC('addProduct', [$session, $product]);
$seen['product'] = callRPC('getProductByCode', [$session, $product->ProductCode]);

$order = new stdClass();
$order->RefNo = null;
$order->Currency = 'eur';
$order->Country = 'DE';
$order->Items = [['Code' => $product->ProductCode, 'Quantity' => '1', 'PriceOptions' => []]];
$order->BillingDetails = [
    'FirstName' => 'Ada',
    'LastName' => 'Kern',
    'Email' => 'ada@example.test',
    'CountryCode' => 'DE',
    'City' => 'Ulm',
    'Address' => 'Am Tor 4',
    'PostalCode' => '89073',
];
$order->DeliveryDetails = null;
$order->PaymentDetails = [
    'Type' => 'TEST',
    'Currency' => 'eur',
    'PaymentMethod' => [
        'CardNumber' => '4111111111111111',
        'ExpirationYear' => '2031',
        'ExpirationMonth' => '12',
        'CCID' => 123,
        'HolderName' => 'John Doe',
        'RecurringEnabled' => 'true',
    ],
    'CustomerIP' => '203.0.113.7',
];
$seen['placed'] = callRPC('placeOrder', [$session, $order]);
$refNo = $seen['placed']['result']['RefNo'];
for ($tries = 0; $tries < 100; $tries++) {
    $seen['order'] = callRPC('getOrder', [$session, $refNo]);
    if ($seen['order']['result']['Status'] === 'COMPLETE') {
        break;
    }
    usleep(50000);
}
$seen['created'] = callRPC('createCustomer', [
    $session,
    [
        'ExternalCustomerReference' => "crm-$version-$jsonrpc",
        'FirstName' => 'Bo',
        'LastName' => 'Lind',
        'Email' => 'bo@example.test',
        'Address1' => 'Street 1',
        'City' => 'Oslo',
        'Zip' => '0101',
        'CountryCode' => 'NO',
    ],
]);
// The number of the customer is not known, so the second argument is null and leaves a hole.
$seen['customer'] = callRPC('getCustomerInformation', [$session, null, "crm-$version-$jsonrpc"]);
// Nothing is left but the session.
$seen['search'] = callRPC('searchProducts', [$session, null]);
$seen['expired'] = callRPC('getOrder', ['notasession', $refNo]);
$seen['noMethod'] = callRPC('getNothing', [$session]);

echo json_encode($seen, JSON_THROW_ON_ERROR);
