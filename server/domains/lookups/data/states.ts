/**
 * States, provinces and the like, as addresses name them: the subdivisions of ISO 3166-2:2020 with its changes up to
 * November 2023, under their codes without the country, in the order of their names. Names are those of ISO in the
 * country's own language, without the marks of transliteration for India and Japan. Left out are subdivisions that have
 * a country code of their own, such as Puerto Rico. Countries whose addresses need none are not listed.
 */
const SUBDIVISIONS: Readonly<Record<string, string>> = {
  AR: `
    B Buenos Aires; K Catamarca; H Chaco; U Chubut; C Ciudad Autónoma de Buenos Aires; X Córdoba; W Corrientes;
    E Entre Ríos; P Formosa; Y Jujuy; L La Pampa; F La Rioja; M Mendoza; N Misiones; Q Neuquén; R Río Negro;
    A Salta; J San Juan; D San Luis; Z Santa Cruz; S Santa Fe; G Santiago del Estero; V Tierra del Fuego; T Tucumán`,
  AT: `
    1 Burgenland; 2 Kärnten; 3 Niederösterreich; 4 Oberösterreich; 5 Salzburg; 6 Steiermark; 7 Tirol; 8 Vorarlberg;
    9 Wien`,
  AU: `
    ACT Australian Capital Territory; NSW New South Wales; NT Northern Territory; QLD Queensland;
    SA South Australia; TAS Tasmania; VIC Victoria; WA Western Australia`,
  BR: `
    AC Acre; AL Alagoas; AP Amapá; AM Amazonas; BA Bahia; CE Ceará; DF Distrito Federal; ES Espírito Santo;
    GO Goiás; MA Maranhão; MT Mato Grosso; MS Mato Grosso do Sul; MG Minas Gerais; PA Pará; PB Paraíba; PR Paraná;
    PE Pernambuco; PI Piauí; RJ Rio de Janeiro; RN Rio Grande do Norte; RS Rio Grande do Sul; RO Rondônia;
    RR Roraima; SC Santa Catarina; SP São Paulo; SE Sergipe; TO Tocantins`,
  CA: `
    AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador;
    NT Northwest Territories; NS Nova Scotia; NU Nunavut; ON Ontario; PE Prince Edward Island; QC Quebec;
    SK Saskatchewan; YT Yukon`,
  CH: `
    AG Aargau; AR Appenzell Ausserrhoden; AI Appenzell Innerrhoden; BL Basel-Landschaft; BS Basel-Stadt; BE Bern;
    FR Freiburg; GE Genève; GL Glarus; GR Graubünden; JU Jura; LU Luzern; NE Neuchâtel; NW Nidwalden; OW Obwalden;
    SG Sankt Gallen; SH Schaffhausen; SZ Schwyz; SO Solothurn; TG Thurgau; TI Ticino; UR Uri; VS Valais; VD Vaud;
    ZG Zug; ZH Zürich`,
  DE: `
    BW Baden-Württemberg; BY Bayern; BE Berlin; BB Brandenburg; HB Bremen; HH Hamburg; HE Hessen;
    MV Mecklenburg-Vorpommern; NI Niedersachsen; NW Nordrhein-Westfalen; RP Rheinland-Pfalz; SL Saarland;
    SN Sachsen; ST Sachsen-Anhalt; SH Schleswig-Holstein; TH Thüringen`,
  IN: `
    AN Andaman and Nicobar Islands; AP Andhra Pradesh; AR Arunachal Pradesh; AS Assam; BR Bihar; CH Chandigarh;
    CG Chhattisgarh; DH Dadra and Nagar Haveli and Daman and Diu; DL Delhi; GA Goa; GJ Gujarat; HR Haryana;
    HP Himachal Pradesh; JK Jammu and Kashmir; JH Jharkhand; KA Karnataka; KL Kerala; LA Ladakh; LD Lakshadweep;
    MP Madhya Pradesh; MH Maharashtra; MN Manipur; ML Meghalaya; MZ Mizoram; NL Nagaland; OD Odisha; PY Puducherry;
    PB Punjab; RJ Rajasthan; SK Sikkim; TN Tamil Nadu; TS Telangana; TR Tripura; UP Uttar Pradesh; UK Uttarakhand;
    WB West Bengal`,
  JP: `
    23 Aichi; 05 Akita; 02 Aomori; 12 Chiba; 38 Ehime; 18 Fukui; 40 Fukuoka; 07 Fukushima; 21 Gifu; 10 Gunma;
    34 Hiroshima; 01 Hokkaido; 28 Hyogo; 08 Ibaraki; 17 Ishikawa; 03 Iwate; 37 Kagawa; 46 Kagoshima; 14 Kanagawa;
    39 Kochi; 43 Kumamoto; 26 Kyoto; 24 Mie; 04 Miyagi; 45 Miyazaki; 20 Nagano; 42 Nagasaki; 29 Nara; 15 Niigata;
    44 Oita; 33 Okayama; 47 Okinawa; 27 Osaka; 41 Saga; 11 Saitama; 25 Shiga; 32 Shimane; 22 Shizuoka; 09 Tochigi;
    36 Tokushima; 13 Tokyo; 31 Tottori; 16 Toyama; 30 Wakayama; 06 Yamagata; 35 Yamaguchi; 19 Yamanashi`,
  MX: `
    AGU Aguascalientes; BCN Baja California; BCS Baja California Sur; CAM Campeche; CHP Chiapas; CHH Chihuahua;
    CMX Ciudad de México; COA Coahuila de Zaragoza; COL Colima; DUR Durango; GUA Guanajuato; GRO Guerrero;
    HID Hidalgo; JAL Jalisco; MEX México; MIC Michoacán de Ocampo; MOR Morelos; NAY Nayarit; NLE Nuevo León;
    OAX Oaxaca; PUE Puebla; QUE Querétaro; ROO Quintana Roo; SLP San Luis Potosí; SIN Sinaloa; SON Sonora;
    TAB Tabasco; TAM Tamaulipas; TLA Tlaxcala; VER Veracruz de Ignacio de la Llave; YUC Yucatán; ZAC Zacatecas`,
  MY: `
    01 Johor; 02 Kedah; 03 Kelantan; 04 Melaka; 05 Negeri Sembilan; 06 Pahang; 08 Perak; 09 Perlis; 07 Pulau Pinang;
    12 Sabah; 13 Sarawak; 10 Selangor; 11 Terengganu; 14 Wilayah Persekutuan Kuala Lumpur;
    15 Wilayah Persekutuan Labuan; 16 Wilayah Persekutuan Putrajaya`,
  RO: `
    AB Alba; AR Arad; AG Argeș; BC Bacău; BH Bihor; BN Bistrița-Năsăud; BT Botoșani; BV Brașov; BR Brăila;
    B București; BZ Buzău; CS Caraș-Severin; CL Călărași; CJ Cluj; CT Constanța; CV Covasna; DB Dâmbovița; DJ Dolj;
    GL Galați; GR Giurgiu; GJ Gorj; HR Harghita; HD Hunedoara; IL Ialomița; IS Iași; IF Ilfov; MM Maramureș;
    MH Mehedinți; MS Mureș; NT Neamț; OT Olt; PH Prahova; SM Satu Mare; SJ Sălaj; SB Sibiu; SV Suceava;
    TR Teleorman; TM Timiș; TL Tulcea; VS Vaslui; VL Vâlcea; VN Vrancea`,
  TR: `
    01 Adana; 02 Adıyaman; 03 Afyonkarahisar; 04 Ağrı; 68 Aksaray; 05 Amasya; 06 Ankara; 07 Antalya; 75 Ardahan;
    08 Artvin; 09 Aydın; 10 Balıkesir; 74 Bartın; 72 Batman; 69 Bayburt; 11 Bilecik; 12 Bingöl; 13 Bitlis; 14 Bolu;
    15 Burdur; 16 Bursa; 17 Çanakkale; 18 Çankırı; 19 Çorum; 20 Denizli; 21 Diyarbakır; 81 Düzce; 22 Edirne;
    23 Elazığ; 24 Erzincan; 25 Erzurum; 26 Eskişehir; 27 Gaziantep; 28 Giresun; 29 Gümüşhane; 30 Hakkâri; 31 Hatay;
    76 Iğdır; 32 Isparta; 34 İstanbul; 35 İzmir; 46 Kahramanmaraş; 78 Karabük; 70 Karaman; 36 Kars; 37 Kastamonu;
    38 Kayseri; 71 Kırıkkale; 39 Kırklareli; 40 Kırşehir; 79 Kilis; 41 Kocaeli; 42 Konya; 43 Kütahya; 44 Malatya;
    45 Manisa; 47 Mardin; 33 Mersin; 48 Muğla; 49 Muş; 50 Nevşehir; 51 Niğde; 52 Ordu; 80 Osmaniye; 53 Rize;
    54 Sakarya; 55 Samsun; 56 Siirt; 57 Sinop; 58 Sivas; 63 Şanlıurfa; 73 Şırnak; 59 Tekirdağ; 60 Tokat; 61 Trabzon;
    62 Tunceli; 64 Uşak; 65 Van; 77 Yalova; 66 Yozgat; 67 Zonguldak`,
  US: `
    AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware;
    DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa;
    KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota;
    MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico;
    NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania;
    RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia;
    WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming`,
  ZA: `
    EC Eastern Cape; FS Free State; GP Gauteng; KZN KwaZulu-Natal; LP Limpopo; MP Mpumalanga; NW North-West;
    NC Northern Cape; WC Western Cape`,
};

export type State = { readonly code: string; readonly name: string };

const statesByCountry: ReadonlyMap<string, readonly State[]> = new Map(
  Object.entries(SUBDIVISIONS).map(([country, text]) => [country, text.split(';').map(stateOf)]),
);

function stateOf(entry: string): State {
  const [code = '', ...words] = entry.trim().split(/\s+/);
  return { code, name: words.join(' ') };
}

/** The states of a country, by its upper-case code; none for countries whose addresses need none. */
export const statesOf = (country: string): readonly State[] => statesByCountry.get(country) ?? [];
