/**
 * What is Salesforce's own: its queries and their pages, what its objects are made of, how it says
 * no. Decides which calls bring all that changed, each change at least once. Invariant: what was
 * read is whole, children and all, or it counts as not read. Must not know engagements, lanes or
 * storage of ours.
 */
@NullMarked
package throughline.connectors.salesforce;

import org.jspecify.annotations.NullMarked;
