/** WAITING: nobody came to it yet. SHORT: the list had not enough keys. CANCELED: its order ended before. */
export type DeliveryState = 'WAITING' | 'SHORT' | 'DELIVERED' | 'CANCELED';

/** The file that a buyer may download, as the product names it. */
export type DownloadFile = {
  readonly Code: string | null;
  readonly Name: string | null;
  readonly File: string | null;
  readonly Version: string | null;
  readonly Size: string | null;
  readonly Type: string | null;
  /** YYYY-MM-DD. */
  readonly LastUpdate: string | null;
};

/** A row of `deliveries`; the names are the columns'. */
export type DeliveryRow = {
  readonly merchant_id: bigint;
  readonly ref_no: bigint;
  readonly line_no: number;
  readonly product_id: bigint;
  readonly product_code: string;
  readonly quantity: number;
  readonly state: DeliveryState;
  /** The list that the product named when this was last tried; null before that, and where it named none. */
  readonly list_code: string | null;
  readonly description: string;
  readonly codes_description: string;
  readonly download_file: DownloadFile | null;
  /** When the order came to be delivered, by the merchant's clock. */
  readonly wanted_at: Date;
  readonly updated_at: Date;
  readonly delivered_at: Date | null;
};
