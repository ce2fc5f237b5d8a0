using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Targets;

/// <summary>The copy of a folder that a program runs in.</summary>
[Trait("Needs", "Linux")]
public sealed class TargetFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tincan-folder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_link_inside_the_folder_leads_into_the_copy_and_another_one_stays()
    {
        var (from, to) = (Path.Combine(_folder, "from"), Path.Combine(_folder, "to"));
        Directory.CreateDirectory(from);
        Directory.CreateDirectory(to);
        File.WriteAllText(Path.Combine(from, "page.html"), "hello");
        File.CreateSymbolicLink(Path.Combine(from, "htdocs"), ".");
        File.CreateSymbolicLink(Path.Combine(from, "outside"), "..");

        // Named as a user may name it: relative to where the check runs.
        TargetFolder.Copy(Path.GetRelativePath(Environment.CurrentDirectory, from), to, output: null);

        File.WriteAllText(Path.Combine(to, "new.html"), "new");
        Assert.Equal("new", File.ReadAllText(Path.Combine(to, "htdocs", "new.html")));
        Assert.Equal(_folder, new FileInfo(Path.Combine(to, "outside")).LinkTarget);
    }
}
