package throughline.connectors;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** Why a broker does not do what it is asked, and what would help. */
public final class BrokerTrouble {

    private BrokerTrouble() {}

    /** In words, without a full stop at the end. */
    public static String why(Throwable failed) {
        for (@Nullable Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof SaslAuthenticationException) {
                return "it does not take our user and password; correct auth.user or what"
                        + " auth.password refers to ("
                        + each.getMessage()
                        + ")";
            }
            if (each instanceof SslAuthenticationException) {
                return "we do not trust each other's certificates; name who signed its one under"
                        + " auth.trust, and ours under auth.certificate where it wants one ("
                        + each.getMessage()
                        + ")";
            }
            if (each instanceof InvalidConfigurationException) {
                return "what auth.trust, auth.certificate or auth.privateKey refers to is not"
                        + " usable; refer to files in PEM, the private key in PKCS #8";
            }
            if (each instanceof AuthorizationException) {
                return "our user may not do that there; grant it (" + each.getMessage() + ")";
            }
        }
        return failed.toString();
    }
}
