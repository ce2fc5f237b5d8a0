using Tincan.Faults.Kinds;
using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Faults.InForce;

/// <summary>The link that applies a fault plan to a connection.</summary>
internal sealed class FaultLink(FaultInjector injector, LinkedConnection connection, MessageCodec? codec) : Link
{
    private int? _number;

    public override bool HoldsBack => true;

    public override bool Refuses()
    {
        var isRefused = injector.Next(out var number);
        _number = number;
        if (isRefused)
        {
            var fault = RefuseFault.Declared.Name;
            injector.Report(new FaultEvent(injector.Elapsed, number, Direction.ToServer, fault, 0, "refused"), connection);
            if (connection.Side != ObservedSide.Client)
            {
                // The client is already connected, so RST is the closest to a refusal.
                connection.Ended(Direction.ToClient, isReset: true, fault);
            }
        }

        return isRefused;
    }

    public override Wire Wrap(Wire wire) => injector.Open(wire, connection.Side, codec, _number, connection);
}
