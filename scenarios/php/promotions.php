<?php
// php promotions.php URL MERCHANT KEY VERSION PROMOTION PRICELIST
// Changes a promotion and a price list as scripts on PHP's SoapClient do: arguments by position, objects of stdClass,
// null where there is nothing to say. Prints what it saw as JSON.
[, $url, $merchant, $key, $version, $promotion, $priceList] = $argv;

$address = "$url/soap/$version/";
$client = new SoapClient("$address?wsdl", ['location' => $address, 'cache_wsdl' => WSDL_CACHE_NONE]);
$now = gmdate('Y-m-d H:i:s');
$session = $client->login($merchant, $now, hash_hmac('md5', strlen($merchant) . $merchant . strlen($now) . $now, $key));

function made(array $members): stdClass
{
    return (object) $members;
}

$seen = [];
$seen['discount'] = $client->setPromotionDiscount($session, $promotion, made(['Type' => 'PERCENT', 'Value' => '25']));
$seen['single'] = $client->updatePromotionCoupon($session, $promotion, made(['Type' => 'SINGLE', 'Code' => 'one-for-all']));
$seen['multiple'] = $client->addPromotionCoupon($session, $promotion, made(['Type' => 'MULTIPLE', 'Codes' => ['a', 'b']]));
$seen['sources'] = $client->addPromotionSources($session, $promotion, ['poster', 'mail']);
$seen['sourcesGone'] = $client->deletePromotionSources($session, $promotion, ['mail', 'unknown']);
$seen['productsGone'] = $client->deletePromotionProducts($session, $promotion, [
    made(['Code' => 'extra', 'PricingConfigurationCode' => null, 'PricingOptionCodes' => []]),
]);
$read = $client->getPromotion($session, $promotion);
$read->Name = 'Renamed';
$seen['promotion'] = $client->updatePromotion($session, $read);
$seen['saved'] = $client->savePrices(
    $session,
    [made(['Currency' => 'EUR', 'Amount' => 12.5]), made(['Currency' => 'USD', 'Amount' => '14'])],
    made(['MinQuantity' => 1, 'MaxQuantity' => 99999]),
    null,
    $priceList,
    'REGULAR'
);
$options = new stdClass();
$options->Name = null;
$options->Types = ['RADIO', 'INTERVAL'];
$options->Limit = 10;
$options->Page = 1;
$groups = $client->searchPriceOptionGroups($session, $options);
$first = is_array($groups) ? $groups[0] : $groups->Items[0];
$first->Translations[0]->Name = 'New seats';
$first->Translations[0]->Language = 'EN';
$seen['groupUpdated'] = $client->updatePriceOptionGroup($session, $first);
$seen['group'] = $client->getPriceOptionGroup($session, $first->Code);
echo json_encode($seen, JSON_THROW_ON_ERROR);
