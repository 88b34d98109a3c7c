package throughline.policy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;

/**
 * Names exactly what a deal sells: the SHA-256 of its commercial content. Stage, attributes and
 * approvals are no content; the close date is, where no better date says when the deal counts from.
 */
public final class ContentHash {

    private final StringBuilder text = new StringBuilder(2048);

    private ContentHash() {}

    /** The hash of a deal's content, as lower-case hexadecimal. */
    public static String of(Deal deal) {
        ContentHash content = new ContentHash();
        content.put("customer", deal.customer().toString());
        content.put("amount", deal.amount());
        content.put("day", deal.bookedOn().or(deal::signedOn).or(deal::closeDate));
        content.put("unit", deal.unit());
        content.put("entity", deal.legalEntity());
        content.put("order", deal.purchaseOrder());
        deal.lines().forEach(content::line);
        return sha256(content.text.toString());
    }

    /** The hash of what a change order changes. */
    public static String of(ChangeOrder order) {
        ContentHash content = new ContentHash();
        content.put("deal", order.deal().toString());
        content.put("number", order.number());
        content.put("kind", order.kind());
        content.put("signed", order.signedOn());
        content.put("approved", order.approvedAt());
        content.put("effective", order.effective());
        content.put("entity", order.legalEntity());
        content.put("order", order.purchaseOrder());
        order.lines().forEach(content::line);
        for (LineChange change : order.changes()) {
            content.put("change", change.line());
            content.put("what", change.what());
            content.put("distinct", change.distinct());
            content.put("standalone", change.atStandalonePrice());
        }
        return sha256(content.text.toString());
    }

    private void line(DealLine line) {
        put("line", line.id());
        put("name", line.name());
        put("service", line.serviceLine());
        put("model", line.pricingModel());
        put("amount", line.amount());
        put("list", line.listPrice());
        put("from", line.from());
        put("until", line.until());
        line.milestones()
                .forEach(
                        part -> {
                            put("milestone", part.id());
                            put("name", part.name());
                            put("due", part.due());
                            put("amount", part.amount());
                            put("share", part.share().map(ContentHash::plain));
                        });
        line.instalments()
                .forEach(
                        part -> {
                            put("instalment", part.on().toString());
                            put("amount", part.amount().toString());
                        });
        line.estimates()
                .forEach(
                        estimate -> {
                            put("role", estimate.role());
                            put("hours", plain(estimate.hours()));
                            put("rate", estimate.rate());
                        });
        put("card", line.rateCard());
        put("cap", line.cap());
        put("standalone", line.standaloneSellingPrice());
        put("revenue", line.revenueMethod());
        line.tiers()
                .forEach(
                        tier -> {
                            put("tier", tier.price().toString());
                            put("up to", tier.upTo().map(ContentHash::plain));
                            put("per", tier.per().map(ContentHash::plain));
                        });
        new TreeMap<>(line.conditions()).forEach(this::condition);
    }

    private void condition(String name, String value) {
        put("condition", name);
        put("is", value);
    }

    private void put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present.toString()));
    }

    /** The length stands before the value, so that no value can look like another field. */
    private void put(String name, String value) {
        text.append(name).append(' ').append(value.length()).append(' ').append(value).append('\n');
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
