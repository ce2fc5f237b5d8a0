using FsCheck;
using FsCheck.Fluent;

namespace Tincan.Tests.Support;

/// <summary>Random checks. A failure's message has the seed and the smallest example, to be given to <c>Config.WithReplay</c>.</summary>
internal static class Properties
{
    public static void Check<T>(Arbitrary<T> values, Action<T> property, int runs = 200) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), Prop.ForAll(values, property));
}
