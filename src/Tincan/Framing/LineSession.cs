using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>A connection of its own on which lines are spoken.</summary>
internal sealed class LineSession(Wire wire, LineOptions options) : IAsyncDisposable
{
    public LineChannel Lines { get; } = new(wire, options);

    public async ValueTask DisposeAsync()
    {
        // FIN, not RST: a simple-minded peer takes RST for a crash. The wire goes first, so that nothing arrives in a buffer given back.
        await wire.FinishAsync();
        await wire.DisposeAsync();
        Lines.Dispose();
    }
}
