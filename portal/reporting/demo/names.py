"""Made-up names from many parts of the world; given and family name of one tradition together."""

import numpy as np

_TRADITIONS: tuple[tuple[str, str], ...] = (
    ("Amara Chidi Ifeoma Obinna Ngozi Emeka Adaeze", "Okafor Eze Nwosu Okonkwo Adeyemi Balogun"),
    ("Priya Arjun Kavya Rohan Meera Vikram Ananya", "Sharma Iyer Nair Banerjee Reddy Kulkarni"),
    ("Lucía Mateo Camila Joaquín Valentina Andrés", "Fernández Rojas Quispe Herrera Salazar Mora"),
    ("Léa Antoine Camille Hugo Manon Étienne", "Moreau Lefèvre Garnier Rousseau Chevalier Blanc"),
    ("Greta Jonas Annika Felix Wiebke Matthias", "Lindner Brandt Vogel Hartmann Krüger Winter"),
    ("Yuki Haruto Sakura Ren Aoi Kenta", "Tanaka Mori Nakamura Ishikawa Fujita Ogawa"),
    ("Mei Wei Jing Hao Xiulan Jun", "Zhang Liu Chen Huang Zhou Lin"),
    ("Fatima Omar Layla Yusuf Mariam Tariq", "Haddad Mansour Khalil Najjar Saleh Aziz"),
    ("Aigerim Daniyar Madina Timur Saule Nurlan", "Akhmetova Bekova Sarsen Omarova Tuleu"),
    ("Olena Taras Iryna Bohdan Kateryna Danylo", "Shevchuk Kovalenko Melnyk Bondar Lysenko"),
    ("Aroha Tane Mere Wiremu Hana Rangi", "Parata Ngata Walker Tamihana Henare"),
    ("Siobhán Declan Aoife Callum Morag Rhys", "Byrne Gallagher Macleod Fraser Pritchard Hughes"),
    ("Wanjiru Kamau Achieng Otieno Nyambura Kiprop", "Mwangi Odhiambo Njoroge Wekesa Chebet"),
    ("Elif Mehmet Zeynep Emre Defne Kerem", "Demir Kaya Şahin Koç Özkan Çelik"),
    ("Ingrid Lars Astrid Nils Solveig Henrik", "Nordahl Berg Lindqvist Haugen Dahl Sjöberg"),
    ("Thandiwe Sipho Lerato Themba Naledi Bongani", "Dlamini Mokoena Nkosi Khumalo Molefe"),
)


def draw(rng: np.random.Generator) -> tuple[str, str]:
    """Return a given and a family name."""
    given, family = _TRADITIONS[rng.integers(len(_TRADITIONS))]
    return str(rng.choice(given.split())), str(rng.choice(family.split()))
