using Tincan.Checks.Mutants;
using Tincan.Framing;

namespace Tincan.Checks.Tests;

/// <summary>The suites whose programs speak lines, with each dialect beside lf. The tests that take them wait more than they work, so they are classes of their own, which run side by side.</summary>
public static class OtherDialects
{
    public static TheoryData<string, Dialect> All
    {
        get
        {
            var all = new TheoryData<string, Dialect>();
            foreach (var suite in GoodPrograms.All.Select(static program => program.Suite).Where(static suite => suite.HasLines))
            {
                all.Add(suite.Name, Dialect.CrLf);
                all.Add(suite.Name, Dialect.Nul);
                all.Add(suite.Name, Dialect.Raw);
            }

            return all;
        }
    }
}
