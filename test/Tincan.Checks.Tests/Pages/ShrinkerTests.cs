using Tincan.Checks.Pages;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Looking for the smallest input that fails.</summary>
public sealed class ShrinkerTests
{
    [Fact]
    public async Task What_is_needed_for_the_failure_stays()
    {
        int[] input = [.. Enumerable.Range(1, 100).Select(static number => number % 7), 8, .. Enumerable.Range(1, 20), 9, 3, 4];

        Assert.Equal([8, 9], await ShrinkAsync(input, static input => input.SkipWhile(static one => one != 8).Contains(9), static _ => []));
    }

    [Fact]
    public async Task Messages_become_simpler() =>
        Assert.Equal([10], await ShrinkAsync([3, 700, 2], static input => input.Any(static one => one >= 10), static number => ((int[])[number / 2, number - 1]).Where(one => one < number && one >= 0)));

    [Fact]
    public async Task What_comes_after_the_failure_is_left_out() =>
        Assert.Equal([5], await ShrinkAsync([5], static input => input.Contains(5), static _ => []));

    [Fact]
    public async Task Tries_are_bounded()
    {
        var tries = 0;
        var smallest = await new Shrinker<int>(input => Task.FromResult<int?>(++tries > 0 && input.Contains(1000) ? input.ToList().IndexOf(1000) : null), static number => Enumerable.Repeat(number - 1, 100), () => tries < 5).RunAsync([.. Enumerable.Range(1, 1000)]);

        Assert.Equal(5, tries);
        Assert.Equal([1000], smallest);
    }

    private static Task<IReadOnlyList<int>> ShrinkAsync(int[] input, Func<IReadOnlyList<int>, bool> fails, Func<int, IEnumerable<int>> simpler) => new Shrinker<int>(
        tried => Task.FromResult(Enumerable.Range(1, tried.Count).Where(count => fails([.. tried.Take(count)])).Select(static count => (int?)(count - 1)).FirstOrDefault()),
        simpler,
        static () => true).RunAsync(input);
}
