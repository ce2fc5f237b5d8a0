using FsCheck;
using FsCheck.Fluent;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Proxy;

/// <summary>What an end does.</summary>
public enum Act
{
    Send,
    Finish,
    Abort,
}

/// <summary>One step of a conversation.</summary>
public sealed record Step(bool ByClient, Act Act, int Size);

/// <summary>A conversation in steps, each seen by the other end before the next, so that there is only one right outcome.</summary>
internal static class Script
{
    public static Arbitrary<Step[]> Any { get; } = Arb.From(
        from acts in Gen.ListOf(
            from byClient in Gen.Elements(true, false)
            from act in Gen.Frequency((12, Gen.Constant(Act.Send)), (3, Gen.Constant(Act.Finish)), (1, Gen.Constant(Act.Abort)))
            from size in Gen.Choose(1, 3000)
            select new Step(byClient, act, size))
        select acts.ToArray());

    /// <summary>Plays a conversation and tells what each end saw: every segment, and how each direction ended.</summary>
    public static async Task<List<string>> PlayAsync(Wire client, Wire server, IEnumerable<Step> steps)
    {
        var seen = new List<string>();
        var (clientDone, serverDone) = (false, false);
        byte next = 0;
        foreach (var step in steps)
        {
            if (step.ByClient ? clientDone : serverDone)
            {
                continue;
            }

            var (actor, other) = step.ByClient ? (client, server) : (server, client);
            switch (step.Act)
            {
                case Act.Send:
                    var bytes = new byte[step.Size];
                    Array.Fill(bytes, next++);
                    await actor.SendAsync(bytes).InTime();
                    seen.Add(await SeeAsync(step, other));
                    break;
                case Act.Finish:
                    await actor.FinishAsync().InTime();
                    seen.Add(await SeeAsync(step, other));
                    (clientDone, serverDone) = (clientDone || step.ByClient, serverDone || !step.ByClient);
                    break;
                default:
                    actor.Abort();
                    seen.Add(await SeeAsync(step, other));
                    return seen;
            }
        }

        return seen;
    }

    private static async Task<string> SeeAsync(Step step, Wire other)
    {
        var buffer = new byte[4096];
        try
        {
            var count = await other.ReceiveAsync(buffer).InTime();
            return $"{step}: {count} bytes of {(count > 0 ? buffer[0] : 0)}, all alike: {!buffer.AsSpan(0, count).ContainsAnyExcept(buffer[0])}";
        }
        catch (WireException error)
        {
            return $"{step}: {error.Reason}";
        }
    }
}
