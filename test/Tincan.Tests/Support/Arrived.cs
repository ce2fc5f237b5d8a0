using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>What lies on a wire already.</summary>
internal static class Arrived
{
    /// <summary>Takes all that has come, without waiting; empty if nothing has.</summary>
    public static async Task<string> ReceiveNowAsync(this MemoryWire wire)
    {
        var received = "";
        while (true)
        {
            using var enough = new CancellationTokenSource();
            var receiving = wire.WaitForDataAsync(enough.Token).AsTask();
            await enough.CancelAsync();
            if (!receiving.IsCompletedSuccessfully || await wire.ReceiveTextAsync() is not { Length: > 0 } some)
            {
                return received;
            }

            received += some;
        }
    }
}
