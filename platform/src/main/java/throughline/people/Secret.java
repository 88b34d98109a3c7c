package throughline.people;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Makes and keeps passwords: generated ones can be typed, kept ones cannot be read. */
final class Secret {

    /** Without letters and digits that people take for each other. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int SHORTEST = 12;
    private static final int MOST_BYTES = 72;

    /** The encoded form names its way of encoding, so that a better one can come later. */
    static final PasswordEncoder ENCODER =
            new DelegatingPasswordEncoder(
                    "bcrypt", java.util.Map.of("bcrypt", new BCryptPasswordEncoder(10)));

    /**
     * What an unknown name's password is compared with, so that it takes as long as a known one.
     */
    static final String NOBODYS = ENCODER.encode("nobody signs in with this");

    private Secret() {}

    /** About 99 bits of chance, in groups that can be read out. */
    static String password() {
        StringBuilder text = new StringBuilder(24);
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(CHANCE.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static String random(int bytes) {
        byte[] chance = new byte[bytes];
        CHANCE.nextBytes(chance);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    }

    /** The password, when it may be one. */
    static String checked(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.codePointCount(0, password.length()) < SHORTEST || bytes > MOST_BYTES) {
            throw RefusedToPersonException.faulty(
                    "password-unfit",
                    ("Cannot take this password: it needs at least %d characters and at most %d"
                                            + " bytes.")
                                    .formatted(SHORTEST, MOST_BYTES)
                            + " A sentence of four words does well.");
        }
        return password;
    }
}
