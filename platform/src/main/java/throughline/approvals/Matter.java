package throughline.approvals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.money.Money;

/**
 * Something that takes two people, exactly as it would happen.
 *
 * @param kind the name of its {@link MatterKind}
 * @param subject what it is about: an engagement, a release
 * @param willHappen line by line, for the one who agrees: documents, amounts, accounts, differences
 * @param instruction what the kind needs to carry it out
 * @param unit whose it is; empty when it belongs to none
 * @param roles one of which the one who agrees must have; empty for anybody who may decide
 */
public record Matter(
        String kind,
        String subject,
        String title,
        List<String> willHappen,
        String instruction,
        Optional<String> unit,
        Optional<String> entity,
        Optional<Money> amount,
        Set<String> roles) {

    public Matter {
        willHappen = List.copyOf(willHappen);
        roles = Set.copyOf(roles);
    }

    /** Names exactly this content; an agreement holds for it and for nothing else. */
    public String contentHash() {
        List<String> parts = new ArrayList<>(List.of(kind, subject, title, instruction));
        parts.addAll(willHappen);
        parts.add(amount.map(Money::toString).orElse(""));
        return hash(parts);
    }

    /** A hash of texts, none of which can pass for two. */
    public static String hash(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
