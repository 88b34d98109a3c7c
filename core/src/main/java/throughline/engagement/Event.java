package throughline.engagement;

/**
 * What happened to an engagement. Sequence, known instant, release and cause are kept beside it in
 * the journal. The stored type names are ours and live in one registry, never these class names.
 *
 * <p>Each group is about one part of the {@link Engagement}. Whoever cares for nothing of a group
 * names the group; whoever cares for some of it names every event of it.
 */
public sealed interface Event
        permits AgreementEvent,
                WorkEvent,
                BillingEvent,
                RevenueEvent,
                EffectEvent,
                AttentionEvent {}
