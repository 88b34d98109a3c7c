-- A change of terms that counts for days that were worked already has their time rated once more.
create index record_approved on record (engagement) where approved_sequence is not null;
