package throughline.database;

import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Several writes that hold together: all of them are kept, or none.
 *
 * <p><b>Threads</b>: safe for any number; each call is a transaction of its own thread, and a call
 * inside of another one is part of it.
 */
public final class OneTransaction {

    private final TransactionTemplate template;
    private final TransactionTemplate apart;

    /** Transactions on a database. */
    public OneTransaction(DataSource database) {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        this.template = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Does the work; whatever it throws undoes all of it. */
    public <T> T of(Supplier<T> work) {
        return Objects.requireNonNull(
                template.execute(status -> work.get()), "work that holds together answers");
    }

    /** Does work that is kept whatever becomes of the transaction around it. */
    public <T> T apart(Supplier<T> work) {
        return Objects.requireNonNull(
                apart.execute(status -> work.get()), "work that holds together answers");
    }
}
