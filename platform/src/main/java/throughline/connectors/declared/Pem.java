package throughline.connectors.declared;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Keys and certificates as PEM texts. */
final class Pem {

    private Pem() {}

    /**
     * A private key, RSA or of an elliptic curve.
     *
     * @throws GeneralSecurityException when it is none in PKCS #8
     */
    static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
        try {
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
            try {
                return KeyFactory.getInstance("RSA").generatePrivate(spec);
            } catch (InvalidKeySpecException notRsa) {
                return KeyFactory.getInstance("EC").generatePrivate(spec);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("no PEM", notBase64);
        }
    }

    /**
     * Certificates, the own one first.
     *
     * @throws GeneralSecurityException when there is none
     */
    static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        List<Certificate> found =
                List.copyOf(
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(
                                        new ByteArrayInputStream(
                                                pem.getBytes(StandardCharsets.US_ASCII))));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        return found;
    }
}
