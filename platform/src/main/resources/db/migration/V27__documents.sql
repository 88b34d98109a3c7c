-- People look for engagements by the number of a document, or how it begins.
create index posting_document on posting (document, engagement) where document <> '';
