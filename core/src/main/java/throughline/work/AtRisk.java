package throughline.work;

import throughline.engagement.WorkEvent.TimeApproved;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.TimeEntry;

/**
 * Approved time on a change of terms that is not in force: it costs, and is neither billed nor
 * recognized (606-10-25-10; IFRS 15.18).
 *
 * @param order the number of the change order
 * @param worth what it would entitle to; its cost where that is not known
 * @param entry as it was taken in
 * @param counted the unit that carries its cost
 */
public record AtRisk(String order, Money worth, TimeEntry entry, TimeApproved counted) {}
