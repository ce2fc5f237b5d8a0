using Tincan.Checks.Trials;
using static Tincan.Checks.Plays.ResolverServerPlay;

namespace Tincan.Checks.Plays;

/// <summary>What the cases do that judge a resolver one of whose table servers refuses or ends connections.</summary>
internal static class BadTablePlay
{
    public static async Task RefusedTableAsync(Trial trial)
    {
        await PlayBesideBadTableAsync(trial, Task.CompletedTask);
        await trial.RefuseAtTableAsync(0);
        await AskAtAsync(trial, Princeton, Google);
    }

    public static async Task BadTableAsync(Trial trial, Func<Peer, Task> serve)
    {
        var isBad = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PlayBesideBadTableAsync(trial, isBad.Task);
        await trial.ServeTableAsync(0, async peer =>
        {
            await serve(peer);
            isBad.TrySetResult();
        });
        await AskAtAsync(trial, Princeton, Google);
    }

    /// <summary>
    /// Its first answer comes when the resolver has noticed what became of the other table server: before, it can pass on any answer. A resolver that asks
    /// the other one only after this one gets it all the same.
    /// </summary>
    private static Task<TablePlay> PlayBesideBadTableAsync(Trial trial, Task isBad) => TablePlay.PlayHeldAsync(
        trial,
        1,
        async () =>
        {
            await isBad.EndsWithinAsync(trial.Options.Deadline / 5, trial.Options.Time, trial.Limit);
            await Task.Delay(trial.Options.Quiet, trial.Options.Time, trial.Limit);
        },
        (Princeton.Name, $"{Princeton.Answer}#"),
        Google);

    public static async Task ResetAsync(Peer peer)
    {
        await TablePlay.ReadNameAsync(peer);
        peer.Abort();
    }

    public static async Task OneShotTableAsync(Trial trial)
    {
        await TablePlay.PlayOneShotAsync(trial, 0, Rutgers, Amazon);
        await TablePlay.PlayAsync(trial, 1);
        await AskAtAsync(trial, Rutgers, Amazon);
    }
}
