using Tincan.Checks.Contexts;
using static Tincan.Checks.Plays.ResolverServerPlay;

namespace Tincan.Checks.Plays;

/// <summary>Plays a client and two table servers for a resolver, one of which refuses or closes connections.</summary>
internal static class BadTablePlay
{
    public static async Task RefusedTableAsync(CaseContext context)
    {
        await PlayBesideBadTableAsync(context, Task.CompletedTask);
        await context.RefuseAtTableAsync(0);
        await QueryAsync(context, Princeton, Google);
    }

    public static async Task BadTableAsync(CaseContext context, Func<Peer, Task> serve)
    {
        var isBad = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PlayBesideBadTableAsync(context, isBad.Task);
        await context.ServeTableAsync(0, async peer =>
        {
            await serve(peer);
            isBad.TrySetResult();
        });
        await QueryAsync(context, Princeton, Google);
    }

    /// <summary>
    /// The good table server delays its first answer until the resolver has noticed the problem with the other one, because it could pass on any answer before
    /// that. A resolver that asks the other one later still gets the answer.
    /// </summary>
    private static Task<TablePlay> PlayBesideBadTableAsync(CaseContext context, Task isBad) => TablePlay.PlayBlockedAsync(
        context,
        1,
        async () =>
        {
            await isBad.EndsWithinAsync(context.Options.Deadline / 5, context.Options.Time, context.Cancel);
            await Task.Delay(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
        },
        (Princeton.Name, $"{Princeton.Answer}#"),
        Google);

    public static async Task ResetAsync(Peer peer)
    {
        await TablePlay.ReadNameAsync(peer);
        peer.Abort();
    }

    public static async Task OneShotTableAsync(CaseContext context)
    {
        await TablePlay.PlayOneShotAsync(context, 0, Rutgers, Amazon);
        await TablePlay.PlayAsync(context, 1);
        await QueryAsync(context, Rutgers, Amazon);
    }
}
