import { date, flag, list, object, text } from '../../../api/schema.ts';

export const KeyList = object('KeyList', { Code: text(), Name: text(), Type: text() });

export const BackupMedia = object('BackupMedia', { Code: text(), Name: text(), Type: text() });

export const ProductFile = object('ProductFile', {
  Code: text(),
  Name: text(),
  File: text(),
  Version: text(),
  Size: text(),
  Type: text(),
  LastUpdate: date(),
});

export const FulfillmentTranslation = object('FulfillmentTranslation', {
  Name: text(),
  Description: text(),
  Language: text({ max: 5, fold: 'upper' }),
});

export const ReturnMethod = object('ReturnMethod', { Type: text(), URL: text({ max: 2048 }) });

export const FulfillmentInformation = object('FulfillmentInformation', {
  IsStartAfterFulfillment: flag({ about: 'The subscription begins with the delivery' }),
  IsElectronicCode: flag(),
  IsDownloadLink: flag(),
  IsBackupMedia: flag(),
  IsDownloadInsuranceService: flag(),
  IsInstantDeliveryThankYouPage: flag(),
  IsDisplayInPartnersCPanel: flag(),
  CodeList: KeyList,
  BackupMedia,
  ProductFile,
  AdditionalInformationByEmail: text(),
  AdditionalInformationEmailTranslations: list(FulfillmentTranslation),
  AdditionalThankYouPage: text(),
  AdditionalThankYouPageTranslations: list(FulfillmentTranslation),
  ReturnMethod,
});
