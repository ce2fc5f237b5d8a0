using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>What lies on a wire already.</summary>
internal static class Arrived
{
    /// <summary>Takes all that has come, without waiting; empty if nothing has.</summary>
    public static async Task<string> ReceiveNowAsync(this MemoryWire wire)
    {
        var heard = "";
        while (true)
        {
            using var enough = new CancellationTokenSource();
            var hearing = wire.WaitForDataAsync(enough.Token).AsTask();
            await enough.CancelAsync();
            if (!hearing.IsCompletedSuccessfully || await wire.ReceiveTextAsync() is not { Length: > 0 } some)
            {
                return heard;
            }

            heard += some;
        }
    }
}
