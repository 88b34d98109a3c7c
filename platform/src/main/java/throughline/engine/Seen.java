package throughline.engine;

import throughline.observed.RecordKey;

/** Which message of another record was seen; 0 when there was none. */
record Seen(RecordKey watched, long messageId) {}
