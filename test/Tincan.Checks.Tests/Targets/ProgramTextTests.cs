using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Targets;

public sealed class ProgramTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tincan-text-").FullName;

    [Theory]
    [InlineData("while query != 'done':", "done")]
    [InlineData("if text.decode() == b\"QUIT\":", "QUIT")]
    [InlineData("if (\"exit\" == line) break;", "exit")]
    [InlineData("if (line.equals(\"finished sending\")) {", "finished sending")]
    [InlineData("if (\"bye\".equalsIgnoreCase(line)) {", "bye")]
    [InlineData("if (strcmp(buffer, \"bye\\n\") == 0)", "bye")]
    [InlineData("if (strncmp(\"exit\", buffer, 4) == 0)", "exit")]
    [InlineData("if (line === 'stop') return;", "stop")]
    [InlineData("end = 'endFile'", "endFile")]
    [InlineData("print(line, end='')", "")]
    [InlineData("if __name__ == \"__main__\":", "")]
    [InlineData("if flag == 'A' or name == 'www.rutgers.edu':", "")]
    [InlineData("print('done')", "")]
    public void Compared_words_are_found(string text, string words)
    {
        File.WriteAllText(Path.Combine(_folder, "server.py"), text);

        Assert.Equal(words, string.Join(',', new ProgramText(["python3", "server.py"], _folder).ComparedWords));
    }

    [Fact]
    public void Possible_ports_are_found()
    {
        File.WriteAllText(Path.Combine(_folder, "server.py"), "s.bind(('', 50007))\ntime.sleep(5)\nrecv(1024)\nport = 50007 or 99999 or 12345.5\n");

        Assert.Equal([50007, 1024], new ProgramText(["server.py", "missing.py"], _folder).Ports);
    }

    [Fact]
    public void The_folder_may_be_relative()
    {
        File.WriteAllText(Path.Combine(_folder, "server.py"), "s.bind(('', 50007))");

        Assert.Equal([50007], new ProgramText(["server.py"], Path.GetRelativePath(Environment.CurrentDirectory, _folder)).Ports);
    }

    [Fact]
    public void Words_from_the_source_code_are_tried_first()
    {
        File.WriteAllText(Path.Combine(_folder, "server.py"), "if query == 'DONE' or query == 'quit':");
        var target = new ProgramTarget(new ProgramOptions { CommandLine = ["python3", "server.py"], WorkFolder = _folder });

        Assert.Equal(["DONE", "quit", "EOF", "done", "exit"], QuitWords.Of(target).Take(5));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
