package throughline.billing;

import java.util.Map;
import throughline.engagement.Entries;

/**
 * The units of a ledger. Those that wait for an invoice are kept apart as well, since whoever bills
 * looks for them often, and a long contract has few of them among many that are done with.
 *
 * @param pools billable time by line, period and role
 * @param charges by id
 * @param openPools those of which something is on no invoice
 * @param openCharges those that are on no invoice
 */
public record Units(
        Map<String, TimePool> pools,
        Map<String, Charge> charges,
        Map<String, TimePool> openPools,
        Map<String, Charge> openCharges) {

    static final Units NONE =
            new Units(Entries.none(), Entries.none(), Entries.none(), Entries.none());

    public Units {
        pools = Entries.of(pools);
        charges = Entries.of(charges);
        openPools = Entries.of(openPools);
        openCharges = Entries.of(openCharges);
    }

    Units with(TimePool pool) {
        String key = pool.key();
        return new Units(
                Entries.plus(pools, key, pool),
                charges,
                pool.openAmount().isZero()
                        ? Entries.minus(openPools, key)
                        : Entries.plus(openPools, key, pool),
                openCharges);
    }

    Units with(Charge charge) {
        String id = charge.id();
        return new Units(
                pools,
                Entries.plus(charges, id, charge),
                openPools,
                charge.isOpen()
                        ? Entries.plus(openCharges, id, charge)
                        : Entries.minus(openCharges, id));
    }
}
