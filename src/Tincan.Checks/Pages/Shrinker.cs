namespace Tincan.Checks.Pages;

/// <summary>Looks for the smallest input that still fails: tries it with messages left out, and with simpler messages.</summary>
/// <typeparam name="T">A message.</typeparam>
/// <param name="failsAtAsync">Tries an input: which of its messages fails; null if none does.</param>
/// <param name="simpler">Messages that are simpler than one, the simplest first. Every chain of them ends.</param>
/// <param name="mayTry">Whether there are tries left.</param>
internal sealed class Shrinker<T>(Func<IReadOnlyList<T>, Task<int?>> failsAtAsync, Func<T, IEnumerable<T>> simpler, Func<bool> mayTry)
{
    private IReadOnlyList<T> _smallest = [];

    /// <param name="failing">An input whose last message fails.</param>
    public async Task<IReadOnlyList<T>> RunAsync(IReadOnlyList<T> failing)
    {
        _smallest = failing;
        if (failing.Count > 1)
        {
            await FailsAsync([failing[^1]]);
        }

        await LeaveOutAsync();
        while (await SimplifyAsync())
        {
            // A simpler message may have made another one needless, or simpler.
        }

        return _smallest;
    }

    /// <summary>Leaves out half of the messages, then a quarter of them, and at last single ones.</summary>
    private async Task LeaveOutAsync()
    {
        for (var size = _smallest.Count / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= _smallest.Count && _smallest.Count > size;)
            {
                at += await FailsAsync([.. _smallest.Take(at), .. _smallest.Skip(at + size)]) ? 0 : size;
            }
        }
    }

    private async Task<bool> SimplifyAsync()
    {
        for (var i = 0; i < _smallest.Count; i++)
        {
            foreach (var message in simpler(_smallest[i]))
            {
                if (await FailsAsync([.. _smallest.Take(i), message, .. _smallest.Skip(i + 1)]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Tries an input; if it fails, it is the smallest so far, up to the message that fails.</summary>
    private async Task<bool> FailsAsync(IReadOnlyList<T> input)
    {
        if (!mayTry() || await failsAtAsync(input) is not { } at)
        {
            return false;
        }

        _smallest = [.. input.Take(at + 1)];
        return true;
    }
}
