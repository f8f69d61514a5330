using Platform.Infra.Components;

namespace Platform.Infra.Observability;

/// <summary>What every alert needs: where it is placed, and whom it tells.</summary>
internal sealed record AlertScope : ConcernScope
{
    public AlertScope(ConcernScope scope, Monitoring monitoring) : base(scope) => Monitoring = monitoring;

    public Monitoring Monitoring { get; }
}
