"""Usual given names of many countries: one of them before a surname tells a person from a place, a firm or a title.

Names that are as usual for places or things (Florence, Sydney, Paris, Hope) are left out: they tell nothing.
"""

from __future__ import annotations

from .vocabulary import words

GIVEN_NAMES = words(
    """Aaron Abbie Abby Abel Abigail Abraham Ada Adam Adele Adeline Adèle Adonis Adrian Adrien Agatha Agnes
    Agnieszka Ahmed Aidan Aileen Aisha Akira Al Alain Alan Alastair Albert Alberto Alden Alec Alejandro
    Aleksander Alessandro Alex Alexander Alexandra Alexandre Alexei Alexis Alfie Alfonso Alfred Ali Alice Alicia
    Alina Alison Alistair Allan Allen Allison Ally Alma Alvin Amanda Amber Amelia Amélie Amina Amir Amit Amy Ana
    Anastasia Anders Andie Andre Andrea Andreas Andrei Andrew André Andrés Andrzej Andy Angela Angelica Angelina
    Angus Anita Ann Anna Annabel Anne Annette Annie Ansel Anthony Antoine Anton Antonia Antonio António Anya
    Archie Ariana Armand Arnold Arthur Arturo Arun Asa Ashley Astrid Audrey Ava Axel Ayesha Ángel Barbara
    Barnaby Barney Barry Bartholomew Basil Bea Beatrice Beatriz Becky Belinda Bella Ben Benedict Benicio
    Benjamin Benoît Bernadette Bernard Bernice Bert Bertha Bertrand Bess Beth Bethany Betsy Betty Beverly Bianca
    Bill Billie Billy Björn Bo Bob Bobby Bonnie Boris Brad Bradley Bram Brandon Brenda Brendan Brian Brianna
    Brice Bridget Brie Brigitte Bronwen Bruce Bruno Bryan Bryce Byron Caitlin Caleb Calvin Cameron Camilla
    Camille Candice Cara Carey Carl Carla Carlo Carlos Carmen Carol Carole Caroline Carrie Carter Casey
    Cassandra Cate Catherine Cathy Cecilia Cedric Celeste Celia Céline Chad Channing Charlene Charles Charlie
    Charlize Chen Cher Cheryl Chiwetel Chloe Chloë Chris Christian Christina Christine Christof Christopher
    Christy Ciara Cillian Cindy Claire Clara Clarence Clark Claude Claudia Claudio Clement Clementine Clifford
    Clint Clive Clyde Colette Colin Colleen Connie Connor Conrad Constance Cora Corey Cornelius Cosmo Courtney
    Craig Curtis Cynthia Cyril Dai Daisy Dakota Dale Damian Damien Dan Dana Daniel Daniela Danielle Danny Daphne
    Darius Darren Dave David Dean Deborah Debra Declan Deepika Deirdre Delia Delphine Denis Denise Dennis Denzel
    Derek Desmond Dev Diana Diane Diego Dieter Dimitri Dirk Dolly Dolph Domhnall Dominic Dominique Don Donald
    Donna Donnie Dora Doreen Doris Dorothy Dot Doug Douglas Drew Duncan Dustin Dwayne Dylan Eamonn Ed Eddie
    Edgar Edith Edmund Eduardo Edward Edwin Eileen Eilis Elaine Eleanor Elena Eli Elias Elijah Elisa Elisabeth
    Elise Eliza Elizabeth Ella Elle Ellen Ellie Elliot Elliott Elsa Elsie Elton Elvira Emil Emile Emilia Emily
    Emma Emmanuelle Emmett Emory Enrique Eric Erica Erik Erika Erin Ernest Ernst Esme Esteban Esther Ethan
    Eugene Eva Eve Evelyn Ewan Ezra Édouard Élodie Émile Fabio Fabrice Fatima Federico Felicity Felipe Felix
    Ferdinand Fergus Fernando Finn Fiona Frances Francesca Francesco Francis Francisco Franco François Françoise
    Frank Frankie Franz Fred Freddie Frederick Frida Friedrich Fritz Gabriel Gabriela Gabriele Gael Gail Gareth
    Garry Gary Gavin Gemma Gena Gene Genevieve Geoffrey Georg George Georges Gerald Gerard Gertrude Giacomo
    Gianni Gilbert Giles Gillian Gina Ginny Giorgio Giovanni Giulia Giuseppe Glen Glenda Glenn Gloria Goran
    Gordon Graham Greg Gregory Greta Guido Guillaume Guillermo Gunnar Gus Gustav Günter Gwen Gwendolyn Gwyneth
    Hailee Hakim Hal Haley Hamish Hana Hank Hanna Hannah Hans Harold Harriet Harris Harrison Harry Harvey Hassan
    Hattie Hayley Hector Heidi Heinrich Helen Helena Helene Helga Helmut Henri Henrik Henry Herbert Herman
    Hermione Hilary Hilda Hilde Hiroshi Holly Homer Horace Howard Hugh Hugo Humphrey Ian Ibrahim Ida Idina Idris
    Ignacio Igor Ilse Imelda Imogen Indira Ines Inés Ingrid Ioan Irene Irina Iris Isaac Isabel Isabella Isabelle
    Iseult Isla Ivan Ivo Ivy Jacek Jack Jackie Jacob Jacqueline Jacques Jade Jaime Jake James Jamie Jan Jane
    Janet Janice Janine Jared Jasmine Jason Javier Jay Jean Jeanne Jeff Jeffrey Jen Jenna Jennifer Jenny Jens
    Jeremy Jerome Jerry Jess Jesse Jessica Jessie Jill Jim Jimmy Jo Joan Joanna Joanne Joaquin João Joe Joel
    Joey Johan Johanna Johannes John Johnny Jon Jonah Jonas Jonathan Jonás Jonny Jordi Jorge Josef Joseph
    Josephine José Josh Joshua Joyce Juan Juana Judd Judi Judith Judy Jules Julia Julian Julianne Julie Juliet
    Juliette Julio Julius Jun Justin Jürgen Kamal Kara Karen Karim Karin Karl Kasper Kate Katharine Katherine
    Kathleen Kathryn Kathy Katie Katja Katy Kay Kayla Keanu Keira Keith Kelly Kemal Ken Kenji Kenneth Kerry
    Kevin Kieran Kim Kirk Kirsten Kirsty Kit Klaus Kristen Kristin Kristina Kumiko Kurt Kyle Lana Larry Lars
    Laura Lauren Laurence Laurent Leah Lee Leila Len Lena Lenny Leo Leon Leonard Leonardo Leonora Leroy Leslie
    Lester Letitia Lewis Li Liam Lidia Lila Lily Lina Linda Lindsay Lionel Lisa Lise Liv Liz Liza Lloyd Lois
    Lola Loretta Lorna Lorraine Lou Louis Louisa Louise Luc Luca Lucas Lucia Lucien Lucille Lucinda Lucy Luis
    Luisa Lukas Luke Lupita Lydia Lynn Mabel Madeleine Madeline Mads Mae Magda Maggie Mahershala Malcolm Malik
    Mandy Manuel Marc Marcel Marcello Marcia Marco Marcus Margaret Margarita Margot Maria Marianne Marie Mario
    Marion Marisa María Marjorie Mark Markus Marlon Marnie Marta Martha Martin Martina Marvin Mary Mason Mateo
    Mathieu Mathilde Matilda Mats Matt Matteo Matthew Matthias Maud Maureen Maurice Max Maxine Maya Meg Megan
    Mel Melanie Melissa Melvin Meryl Mette Mia Michael Michel Michele Michelle Miguel Mika Mike Mikhail Miles
    Milly Milo Mimi Mina Minnie Mira Miranda Miriam Mitch Mohamed Mohammed Moira Mollie Molly Mona Monica Monika
    Morten Moses Muhammad Muriel Murray Myra Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nathalie Nathan
    Neil Nell Nellie Nelson Neve Nia Niamh Niccolò Nicholas Nick Nico Nicola Nicolas Nicole Nigel Niki Nikolai
    Nils Nina Nino Noah Noel Noomi Nora Norbert Noreen Norma Norman Octavia Odette Olaf Oleg Olga Oliver Olivia
    Olivier Omar Orson Oscar Otis Otto Owen Óscar Pablo Paco Paddy Padma Pam Pamela Paola Paolo Pascal Pat
    Patricia Patrick Patsy Paul Paula Pauline Paulo Pedro Peggy Penelope Penny Percy Pete Peter Petra Petros
    Phil Philip Philippe Phoebe Phylicia Phyllis Pierre Pieter Pilar Pip Polly Priscilla Priya Quentin Rachel
    Rafael Raj Ralph Ramón Randy Raoul Raphael Raquel Rashida Raul Ray Raymond Rebecca Reese Reinhard Renata
    Rene René Renée Rhoda Rhys Ricardo Riccardo Richard Rick Ricky Rita Rob Robbie Robert Roberta Roberto Robin
    Rocco Rod Roderick Rodney Rodrigo Roger Roland Rolf Ron Ronald Ronan Ronnie Rosa Rosalind Rosamund Rosario
    Roscoe Rosemary Rosie Ross Roxanne Roy Ruben Rudolf Rudy Rufus Rupert Russell Ruth Ryan Sacha Saeed Sally
    Salma Salvador Sam Samantha Samir Samuel Sandra Sandy Sanjay Saoirse Sara Sarah Sasha Saul Scarlett Scott
    Sean Sebastian Selma Serena Serge Sergei Sergio Seth Shane Shannon Sharon Shaun Shawn Sheila Shelley Shirley
    Sid Siegfried Sienna Sigourney Sigrid Silas Silvia Simon Simone Sissy Sofia Sol Solomon Sonia Sophia Sophie
    Soren Spencer Stacy Stan Stanley Stefan Stefano Stella Stellan Stephan Stephanie Stephen Steve Steven
    Stewart Stuart Sue Susan Susanna Susanne Susie Suzanne Sven Sylvester Sylvia Sylvie Søren Tadashi Tamara
    Tamsin Tanya Tara Tariq Tatiana Ted Terence Teresa Terry Tess Tessa Thandie Theo Theodore Theresa Therese
    Thomas Tilda Tim Timothée Timothy Tina Tobey Tobias Toby Todd Tom Tomas Tommy Toni Tony Tracey Tracy Travis
    Trevor Trey Tristan Tyler Tyrone Tyson Ulrich Ulrike Uma Una Ursula Vanessa Vera Vernon Veronica Vicki Vicky
    Victor Viggo Vijay Vikram Vince Vincent Viola Viv Vivian Vlad Vladimir Wallace Walter Wanda Wanjiru Warren
    Wayne Wendy Werner Wes Wilfred Wilhelm Willem William Wilma Winifred Winona Wolfgang Woody Wyatt Xavier
    Yasmin Yolanda Yuki Yusuf Yves Yvette Yvonne Zac Zach Zachary Zack Zara Zelda Zoe Zoë"""
)
