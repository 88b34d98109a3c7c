package throughline.connectors.declared;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and who we are, where a system's file says so. */
final class Tls {

    private static final char[] UNUSED = "in memory only".toCharArray();

    private Tls() {}

    /**
     * The context; empty when the machine's usual one is meant.
     *
     * @param texts {@code trust}, {@code certificate}, {@code privateKey}, as PEM
     * @throws IllegalArgumentException when they are not usable
     */
    static Optional<SSLContext> context(String system, Map<String, String> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(texts), trusted(texts), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "Cannot open system "
                            + system
                            + ": what tls refers to is not usable ("
                            + unusable.getMessage()
                            + "). Refer to files in PEM, the private key in PKCS #8.",
                    unusable);
        }
    }

    private static TrustManager @Nullable [] trusted(Map<String, String> texts)
            throws GeneralSecurityException, IOException {
        if (!texts.containsKey("trust")) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : Pem.certificates(texts.getOrDefault("trust", ""))) {
            store.setCertificateEntry("trusted-" + number++, each);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(Map<String, String> texts)
            throws GeneralSecurityException, IOException {
        if (!texts.containsKey("certificate")) {
            return null;
        }
        KeyStore store = empty();
        List<Certificate> chain = Pem.certificates(texts.getOrDefault("certificate", ""));
        store.setKeyEntry(
                "ours",
                Pem.privateKey(texts.getOrDefault("privateKey", "")),
                UNUSED,
                chain.toArray(Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, UNUSED);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, UNUSED);
        return store;
    }
}
