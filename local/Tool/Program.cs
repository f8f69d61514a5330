using System.Text;
using Platform.Tool.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await ToolCommand.RunAsync(args, Console.Out, Console.Error);
