using Tincan.Cli.Grading;
using Tincan.Cli.Terminal;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Grading;

public sealed class SubmissionListTests : IDisposable
{
    private static readonly string[] Command = ["python3", "server.py", "{port}"];

    private readonly TempFolder _folder = new();

    [Fact]
    public void Each_folder_is_a_submission_but_not_the_results()
    {
        foreach (var name in (string[])["ben", "ann", "=1+1", "<b>\n", ".git", "grades"])
        {
            Directory.CreateDirectory(_folder[name]);
        }

        File.WriteAllText(_folder["notes.txt"], "");

        Assert.Equal(["<b>\n", "=1+1", "ann", "ben"], SubmissionList.Read(_folder[""], Command, null, _folder["grades"]).Select(static one => one.Name));
    }

    [Fact]
    public void A_list_has_names_folders_and_commands()
    {
        var list = Write("name,folder,command,build\nann,one,\"sh -c 'exec ./server {port}'\",gcc server.c\n,repos/ben/,,\n");

        var found = SubmissionList.Read(list, Command, "make", "grades");

        Assert.Equal([("ann", _folder["one"]), ("ben", _folder["repos/ben/"])], found.Select(static one => (one.Name, one.Folder)));
        Assert.Equal(["sh", "-c", "exec ./server {port}"], found[0].Command);
        Assert.Equal(Command, found[1].Command);
        Assert.Equal(["gcc server.c", "make"], found.Select(static one => one.Build));
    }

    [Fact]
    public void A_list_of_GitHub_Classroom_works_as_it_is() => Assert.Equal(
        ["hopper"],
        SubmissionList.Read(Write("assignment_name,github_username,roster_identifier,student_repository_name\nw1,g,hopper,w1-g\n"), Command, null, "grades").Select(static one => one.Name));

    [Theory]
    [InlineData("name,where\nann,one\n", 1)]
    [InlineData("name,folder\nann,\n", 2)]
    [InlineData("name,folder\nann,one\nann,two\n", 3)]
    [InlineData("name,folder\n../ann,one\n", 2)]
    [InlineData("name,folder,command\nann,one,echo 'x\n", 2)]
    public void A_mistake_is_reported_with_its_line(string text, int line) =>
        Assert.StartsWith($"{_folder["list.csv"]}:{line}: ", Assert.Throws<BadFileException>(() => SubmissionList.Read(Write(text), Command, null, "grades")).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_submission_needs_a_command() =>
        Assert.Throws<UsageException>(() => SubmissionList.Read(Write("folder\none\n"), [], null, "grades"));

    [Theory]
    [InlineData("a  b\tc", "a|b|c")]
    [InlineData("a 'b c' \"d 'e\" f\\ g", "a|b c|d 'e|f g")]
    [InlineData("'' x", "|x")]
    public void Words_are_split_as_a_shell_does(string line, string words) => Assert.Equal(words.Split('|'), CommandWords.Split(line));

    [Fact]
    public void Shards_have_every_submission_once()
    {
        string[] all = ["a", "b", "c", "d", "e"];

        Assert.Equal(["a", "c", "e"], new Shard(1, 2).Of(all));
        Assert.Equal(all, Enumerable.Range(1, 3).SelectMany(number => new Shard(number, 3).Of(all)).Order());
    }

    [Theory]
    [InlineData("3/10", true)]
    [InlineData("1/1", true)]
    [InlineData("0/3", false)]
    [InlineData("4/3", false)]
    [InlineData("1", false)]
    [InlineData("-1/3", false)]
    public void A_shard_is_a_part_of_several(string text, bool isOne) => Assert.Equal(isOne, new ShardForm().TryRead(new SourceText(text).All, out _));

    [Fact]
    public void Names_keep_their_numbers()
    {
        Submission[] first = [One("ann"), One("a\nb")];
        var before = AnonymousNames.Replace(first, _folder["key.csv"], mayAdd: true);

        Assert.Equal(["001", "002"], before.Select(static one => one.Name));
        Assert.All(before, static one => Assert.True(one.IsAnonymous));
        Assert.Throws<UsageException>(() => AnonymousNames.Replace([.. first, One("cleo")], _folder["key.csv"], mayAdd: false));

        var after = AnonymousNames.Replace([One("cleo"), .. first], _folder["key.csv"], mayAdd: true);
        Assert.Equal(before, after.Take(2));
        Assert.Equal(("003", "cleo"), (after[2].Name, after[2].Folder));
    }

    public void Dispose() => _folder.Dispose();

    private static Submission One(string folder) => new(folder, folder, Command);

    private string Write(string text)
    {
        File.WriteAllText(_folder["list.csv"], text);
        return _folder["list.csv"];
    }
}
