Console.WriteLine("insight");
